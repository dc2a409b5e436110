//! Tables of forms. What stands in one row is one fact; what stands in two rows are two.

use super::check;

#[test]
fn english() {
    check(
        "en",
        "
1500 = 1,500 | 1500 | fifteen hundred | 1.5 thousand | one thousand five hundred | 1.5k
1984 = one thousand nine hundred and eighty-four
2500000 = 2.5 million | 2,500,000 | two and a half million | 2.5m | 2.5mn
12 = a dozen | twelve | 12
105 = one hundred and five | 105
1000000 = 10⁶ | 1,000,000
2005000 = two million five thousand
2000000000 = two thousand million | 2 billion | 2bn
50 percent = half | 1/2 | ½ | 50 percent | 50% | one half | 50 per cent | 50 pct
25 percent = a quarter of | one in four | 1/4 | 25%
15 decilitre = 1½ litres | 1.5 litres | one and a half litres
75 percent = three quarters | three-quarters | 75 percent
18 month = 18 months | a year and a half | one and a half years | one year and six months
90 minute = an hour and a half | 90 minutes | one and a half hours
105 minute = an hour and three quarters
25 year = 25 years | 25-year-old | aged 25 | 25 years old
18:30 = half past six in the evening | 6.30 pm | 6:30 p.m. | 18:30
06:30 = half past six | 6:30 am
12:00 = noon | midday | 12 pm
00:00 = midnight | 12 am
09:45 = quarter to ten | 9:45
2020-06-14 = 14 June 2020 | June 14, 2020 | 14 Jun 2020 | the 14th of June 2020 | 2020-06-14 | 14.06.2020 | Sunday, June 14, 2020
2020-06-13 = 13 June 2020
--06-14 = 14 June | June 14 | June 14th | the 14th of June | the fourteenth of June
2020-06 = June 2020 | June, 2020
1980s = the 1980s
-1 day = yesterday
Monday = Monday
≥ 5 = at least 5 | no fewer than five | 5 or more | 5+ | ≥ 5 | a minimum of 5
≤ 5 = at most 5 | up to five | no more than 5 | 5 or fewer
> 5 = more than 5 | over five
< 5 = less than five | under 5 | fewer than 5
~5 = about 5 | around five | roughly 5 | 5 or so
210 dollar a month = $210 a month | 210 dollars per month | $210 monthly
210 dollar a year = $210 a year | $210 annually
5 Canadian dollar = C$5 | 5 Canadian dollars
3 kilowatt hour = 3 kWh | 3 kilowatt-hours | 3,000 watt hours
2 terawatt hour = 2 TWh | 2 terawatt-hours | 2,000 GWh
100 kilocalorie = 100 kcal | 100 calories | 100 kilocalories
5 cubic metre = 5 m³ | 5 cubic metres | 5 cubic meters | 5,000 litres
5 square metre = 5 m² | 5 square metres
13 stone = 13 stone
37.04 kilometre per hour = 20 knots
101 hectopascal = 101 hPa
3 gigahertz = 3 GHz | 3 gigahertz
85 decibel = 85 dB | 85 decibels
no. 3 = third | 3rd
",
    );
}

#[test]
fn what_is_no_figure() {
    for text in [
        "COVID-19 spread.",
        "An F-16 took off.",
        "No one came.",
        "They help one another.",
        "A day passed.",
        "The G7 met.",
    ] {
        assert_eq!(super::normals("en", text), "", "{text}");
    }
    for text in [
        "这十分重要",
        "以防万一",
        "一些人",
        "他们一起来",
        "统一",
        "三菱汽车",
        "第一时间",
    ] {
        assert_eq!(super::normals("zh", text), "", "{text}");
    }
    for text in [
        "十分だ",
        "万一の場合",
        "一部の人",
        "一緒に",
        "三菱の車",
        "四国の山",
    ] {
        assert_eq!(super::normals("ja", text), "", "{text}");
    }
    for text in [
        "사람이 왔다",
        "사건이 있었다",
        "이번에 만났다",
        "조건을 바꿨다",
        "세계가 놀랐다",
        "일본에서 왔다",
        "만약에",
        "오만에 갔다",
    ] {
        assert_eq!(super::normals("ko", text), "", "{text}");
    }
}

#[test]
fn german() {
    check(
        "de",
        "
25 year = 25jährige | 25-Jährige | 25 Jahre | fünfundzwanzig Jahre | 25-jährigen | im Alter von 25 | fünfundzwanzigjährige
3 hour = dreistündig | 3 Stunden | drei Stunden | dreistündige | 3-stündig
1.5 = anderthalb | eineinhalb | 1,5
2.5 = zweieinhalb | 2,5
12 = ein Dutzend | zwölf | 12
100000 = Hunderttausend | 100.000 | 100 000 | einhunderttausend | hunderttausend
1500000 = 1,5 Mio. | 1,5 Millionen | 1.500.000 | anderthalb Millionen | eineinhalb Millionen
235 = zweihundertfünfunddreißig | 235
1984 = eintausendneunhundertvierundachtzig | 1984 Menschen
18 month = anderthalb Jahre | 18 Monate | achtzehn Monate
50 percent = die Hälfte | 50 Prozent | 50 %
18:30 = halb sieben abends | 18.30 Uhr | 18:30 Uhr | 18:30
06:30 = halb sieben | 6.30 Uhr
15:00 = 15 Uhr | fünfzehn Uhr
2020-06-14 = 14. Juni 2020 | 14.06.2020 | 14.6.2020 | 2020-06-14
--05-03 = 3. Mai | am dritten Mai
≥ 5 = mindestens 5 | wenigstens fünf | 5 oder mehr
≤ 5 = höchstens 5 | bis zu fünf | nicht mehr als 5
> 5 = mehr als 5 | über fünf
< 5 = weniger als 5 | unter fünf
5 euro a month = 5 Euro im Monat | monatlich 5 Euro | 5 Euro pro Monat
-1 day = gestern
",
    );
}

#[test]
fn french() {
    check(
        "fr",
        "
97 = quatre-vingt-dix-sept | 97
10 = une dizaine | dix
1984 = mille neuf cent quatre-vingt-quatre
2500 = deux mille cinq cents | 2 500 | 2500
350000 = trois cent cinquante mille | 350 000
1500000 = 1,5 million | 1,5 million | 1 500 000 | un million cinq cent mille
71 = soixante et onze | soixante-et-onze
15:30 = 15 h 30 | 15h30 | 15:30 | quinze heures trente
06:30 = six heures et demie
--05-01 = 1er mai | le premier mai
2020-06-14 = 14 juin 2020 | dimanche 14 juin 2020 | 14/06/2020
≥ 5 = au moins 5 | au moins cinq | 5 ou plus
≤ 5 = au plus 5 | jusqu'à 5 | pas plus de cinq
> 5 = plus de 5
< 5 = moins de cinq
5 euro a month = 5 euros par mois | 5 euros mensuels
-1 day = hier
-1 year = l'an dernier | l'année dernière
",
    );
}

#[test]
fn spanish() {
    check(
        "es",
        "
21 = veintiún | veintiuno | 21
1200 = mil doscientos | 1.200 | 1200
1984 = mil novecientos ochenta y cuatro
12 = una docena | doce
2500000 = dos millones quinientos mil | 2,5 millones
3000000000 = tres mil millones | 3.000 millones
2020-06-14 = 14 de junio de 2020 | 14/06/2020 | domingo 14 de junio de 2020
--05-01 = 1 de mayo | primero de mayo
≥ 5 = al menos 5 | por lo menos cinco | como mínimo 5
≤ 5 = hasta 5 | como máximo cinco
> 5 = más de 5
< 5 = menos de cinco
15:30 = las tres y media de la tarde | 15:30
5 euro a month = 5 euros al mes | 5 euros mensuales
25 year = 25 años | veinticinco años
-1 day = ayer
",
    );
}

#[test]
fn italian() {
    check(
        "it",
        "
28 = ventotto | 28
1984 = millenovecentottantaquattro | millenovecentoottantaquattro
250 = duecentocinquanta | 250
3500 = tremilacinquecento | 3.500
350000 = trecentocinquantamila | 350mila | 350 mila
2000000 = due milioni | 2 milioni
32 = trentadue
2020-06-14 = 14 giugno 2020 | 14/06/2020
≥ 5 = almeno 5 | almeno cinque
≤ 5 = al massimo 5 | fino a cinque
> 5 = più di 5 | oltre cinque
< 5 = meno di 5
06:30 = alle sei e mezza | alle 6.30
5 euro a month = 5 euro al mese
-1 day = ieri
",
    );
}

#[test]
fn dutch() {
    check(
        "nl",
        "
25 year = 25 jaar | vijfentwintig jaar | 25-jarige
235 = tweehonderdvijfendertig | 235
350000 = driehonderdvijftigduizend | 350.000
1500000 = 1,5 miljoen | anderhalf miljoen
2.5 = tweeënhalf | 2,5
06:30 = half zeven | 6.30 uur
2020-06-14 = 14 juni 2020 | 14-06-2020
≥ 5 = minstens 5 | ten minste vijf
≤ 5 = hooguit 5 | maximaal vijf
> 5 = meer dan 5
< 5 = minder dan vijf
5 euro a month = 5 euro per maand
-1 day = gisteren
",
    );
}

#[test]
fn portuguese() {
    check(
        "pt",
        "
1984 = mil novecentos e oitenta e quatro
235 = duzentos e trinta e cinco | 235
2500 = dois mil e quinhentos | 2.500
1500000 = 1,5 milhão | um milhão e quinhentos mil
2020-06-14 = 14 de junho de 2020 | 14/06/2020
≥ 5 = pelo menos 5 | no mínimo cinco
≤ 5 = no máximo 5 | até cinco
> 5 = mais de 5
< 5 = menos de cinco
5 real a month = 5 reais por mês | R$ 5 por mês | R$5 mensais
-1 day = ontem
",
    );
}

#[test]
fn chinese() {
    check(
        "zh",
        "
3 = 三人 | 3人 | 三个 | 3名 | 三個
5 = 五人 | 五名
3 percent = 百分之三 | 3% | 百分之3
5 percent = 百分之五
35.6 percent = 百分之三十五点六 | 35.6%
33.33333 percent = 三分之一
30 = 三十 | 30 | 三十人
50 = 五十
100000 = 十万 | 100,000 | 10万 | 十萬 | 10萬人
200000 = 二十万 | 20万
123000 = 十二万三千 | 12万3千 | 123000
350000000 = 三亿五千万 | 3亿5000万 | 3.5亿 | 三億五千萬
3.5 = 三点五 | 3.5
30 percent = 三成 | 30%
--03-05 = 三月五日 | 3月5日 | 3月5号
--03-06 = 三月六日
2020 = 二〇二〇年 | 2020年
2020-06-14 = 2020年6月14日 | 二〇二〇年六月十四日
Wednesday = 星期三 | 周三 | 礼拜三
03:00 = 三点 | 凌晨三点 | 三点钟
03:30 = 三点半
15:00 = 下午三点 | 下午3点 | 15时
15:15 = 下午三点十五分 | 下午3点15分 | 15:15 | 下午3:15
≥ 5 = 至少5人 | 至少五人 | 5人以上
≤ 5 = 最多五人 | 五人以下 | 5人以内
> 5 = 超过5人 | 超過五人
< 5 = 不到五人 | 不足5人
~5 = 约5人 | 大约五人 | 5人左右
10 minute = 十分钟 | 10分钟 | 十分鐘
25 year = 25岁 | 二十五岁 | 二十五歲
5 yuan a month = 每月5元 | 每个月五元
-1 day = 昨天
-1 year = 去年
no. 3 = 第三 | 第3
3 month = 三个月 | 3个月
3 hour = 三小时 | 3个小时 | 三個小時
10000000 = 一千万 | 1000万
1000 = 千人
",
    );
}

#[test]
fn japanese() {
    check(
        "ja",
        "
3 = 三人 | 3人 | 三つ | 3個 | 三個
5 = 五人
30 percent = 三割 | 3割 | 30% | 30パーセント
50 = 五十
30 = 三十
100000 = 十万 | 10万 | 10万人
200000 = 二十万
230000000 = 2億3000万 | 2億3千万 | 二億三千万
--03-05 = 三月五日 | 3月5日
--03-06 = 三月六日
2020-06-14 = 2020年6月14日 | 二〇二〇年六月十四日
Wednesday = 水曜日 | 水曜
15:00 = 午後三時 | 午後3時 | 15時
15:30 = 午後三時半 | 午後3時半 | 午後3時30分 | 午後三時三十分 | 15:30
03:00 = 三時 | 午前三時
3 hour = 三時間 | 3時間
3 day = 三日間 | 3日間
≥ 5 = 少なくとも5人 | 5人以上 | 五人以上
≤ 5 = 最大5人 | 5人以下 | 五人以内
< 5 = 5人未満 | 五人未満
> 5 = 5人を超える
~5 = 約5人 | 5人ほど | およそ五人
25 year = 25歳 | 二十五歳
5 yen a month = 月額5円 | 毎月五円
-1 day = 昨日 | きのう
-1 year = 去年 | 昨年
33.33333 percent = 三分の一 | 3分の1
no. 3 = 第三 | 第3
10 minute = 10分 | 10分間
",
    );
}

#[test]
fn korean() {
    check(
        "ko",
        "
25 = 25명 | 25명이 | 25 명이 | 스물다섯 명 | 이십오 명 | 이십오명이
26 = 26명이
3 = 세 명 | 3명 | 세 명이
2 = 두 번 | 2번
2 decade = 스무 살 | 20세 | 20살 | 20살이다
3 decade = 30세
30 = 삼십 | 30
1000000 = 백만 | 100만
50 = 오십
50000 won = 5만 원 | 5만원을 | 50,000원 | 오만 원
5000 won = 5000원 | 오천 원 | 5천 원
350000000 won = 3억5천만 원 | 3억 5천만 원 | 3억5000만원
25 percent = 25% | 25퍼센트 | 이십오 퍼센트
1998 = 1998년에 | 1998년
--03-05 = 3월 5일 | 3월 5일에 | 3월5일
--03-06 = 3월 6일에
2020-06-14 = 2020년 6월 14일 | 2020년 6월 14일에
15:30 = 오후 3시 30분 | 오후 세 시 반 | 오후 3시 반에 | 15시 30분 | 15:30
03:00 = 오전 3시 | 3시에
3 hour = 3시간 | 세 시간 | 3시간을
3 day = 3일간
Monday = 월요일 | 월요일에
no. 3 = 제3회 | 세 번째 | 3번째
-1 day = 어제
-1 year = 지난해 | 작년 | 작년에
1 day = 내일
~30 = 약 30명 | 30여 명 | 30명가량 | 30명 정도
≥ 30 = 30명 이상 | 적어도 30명 | 최소 30명
≤ 30 = 30명 이하 | 최대 30명 | 30명 이내
< 30 = 30명 미만
> 30 = 30명 초과 | 30명이 넘는
1000000 won a month = 월 100만 원 | 매달 100만원
33.33333 percent = 3분의 1
",
    );
}

#[test]
fn russian() {
    check(
        "ru",
        "
25 = двадцать пять | 25 | двадцати пяти
1984 = тысяча девятьсот восемьдесят четыре
2500 = две тысячи пятьсот | 2 500 | 2500 человек
1500000 = 1,5 млн | 1,5 миллиона | полтора миллиона | 1 500 000
50 percent = половина | 50% | пятьдесят процентов | 50 процентов
2020-06-14 = 14 июня 2020 | 14.06.2020
--06-15 = 15 июня
≥ 5 = не менее 5 | как минимум пять
≤ 5 = не более 5 | до пяти
> 5 = более 5 | свыше пяти
< 5 = менее 5 | меньше пяти
15:00 = 3 часа дня | 15:00
100 rouble a month = 100 рублей в месяц
3 kilometre = 3 км | три километра
-1 day = вчера
-1 year = в прошлом году
",
    );
}

#[test]
fn swedish() {
    check(
        "sv",
        "
25 = tjugofem | 25
235 = tvåhundratrettiofem | 235
1500000 = 1,5 miljoner | 1 500 000
50 percent = hälften | 50 procent | 50 %
25 year = 25 år | tjugofem år | 25-åring
2020-06-14 = 14 juni 2020 | den 14 juni 2020 | 2020-06-14
06:30 = halv sju | klockan 6.30 | kl. 6.30
≥ 5 = minst 5 | minst fem
≤ 5 = högst 5 | upp till fem
> 5 = mer än 5
< 5 = mindre än fem
5 krona a month = 5 kronor i månaden | 5 kronor per månad
-1 day = igår | i går
-1 year = förra året | i fjol
",
    );
}

#[test]
fn turkish() {
    check(
        "tr",
        "
25 = yirmi beş | 25 | yirmibeş
15 = on beş | 15
235 = iki yüz otuz beş | 235
1500000 = 1,5 milyon | bir buçuk milyon | 1.500.000
25 percent = yüzde 25 | %25 | yüzde yirmi beş | % 25
2020-06-14 = 14 Haziran 2020 | 14.06.2020
15:30 = saat 15.30 | 15:30
≥ 5 = en az 5 | en az beş
≤ 5 = en fazla 5
> 5 = 5'ten fazla
< 5 = 5'ten az
5 lira a month = ayda 5 lira | her ay 5 lira
-1 day = dün
-1 year = geçen yıl
",
    );
}

#[test]
fn vietnamese() {
    check(
        "vi",
        "
25 = hai mươi lăm | 25
15 = mười lăm | 15
235 = hai trăm ba mươi lăm | 235
1500000 = 1,5 triệu | 1.500.000
50 percent = một nửa | 50 phần trăm | 50%
2020-06-14 = 14 tháng 6 năm 2020 | 14/6/2020 | 14 tháng sáu năm 2020
--06-15 = 15 tháng 6
15:30 = 15 giờ 30 | 15:30 | 15 giờ 30 phút | 3 giờ rưỡi chiều
≥ 5 = ít nhất 5 | ít nhất năm | 5 trở lên
≤ 5 = tối đa 5 | không quá năm
> 5 = hơn 5
< 5 = dưới 5
5 dong a month = 5 đồng mỗi tháng
-1 day = hôm qua
-1 year = năm ngoái
",
    );
}

#[test]
fn arabic() {
    check(
        "ar",
        "
25 = خمسة وعشرون | 25 | ٢٥ | خمسة وعشرين
3 = ثلاثة | ٣
1500 = ألف وخمسمئة | ١٥٠٠ شخص
3000 = ثلاثة آلاف | 3 آلاف
2020-06-14 = 14 يونيو 2020 | ١٤ يونيو ٢٠٢٠ | 14 حزيران 2020
25 percent = 25 في المئة | 25% | ٢٥٪ | خمسة وعشرون بالمئة
≥ 5 = ما لا يقل عن 5 | 5 على الأقل
> 5 = أكثر من 5
< 5 = أقل من 5
5 dollar a month = 5 دولارات شهريا
-1 day = أمس
-1 year = العام الماضي
Monday = الاثنين
",
    );
}

#[test]
fn hindi() {
    check(
        "hi",
        "
25 = पच्चीस | 25 | २५
235 = दो सौ पैंतीस | 235
150000 = डेढ़ लाख | 1.5 लाख | 1,50,000 | एक लाख पचास हजार
20000000 = दो करोड़ | 2 करोड़ | 2,00,00,000
25 percent = 25 प्रतिशत | 25% | पच्चीस फीसदी
2020-06-14 = 14 जून 2020 | १४ जून २०२०
≥ 5 = कम से कम 5 | कम से कम पांच
> 5 = 5 से अधिक | पांच से ज्यादा
< 5 = 5 से कम
3 hour = 3 घंटे | तीन घंटे
03:30 = साढ़े तीन बजे
5 rupee a month = हर महीने 5 रुपये | 5 रुपये प्रति माह
-1 year = पिछले साल
Monday = सोमवार
",
    );
}
