"""Writes pairs as JSON Lines, the same ones for the same number, and a damaged line in their middle."""

import json
import random
import sys

SYLLABLES = "ba de fi go hu ka le mi no pu ra se ti vo wu stra".split()


def main(n_pairs):
    chance = random.Random(1870)
    words = ["".join(chance.choices(SYLLABLES, k=1 + n % 3)) for n in range(2000)]

    def sentence():
        # Frequent words are frequent.
        picked = [words[int(len(words) ** chance.random()) - 1] for _ in range(chance.randint(8, 16))]
        return " ".join(picked).capitalize() + "."

    for n in range(n_pairs):
        if n == n_pairs // 2:
            print('{"id": "damaged", "original": ')
        original = [sentence() for _ in range(chance.randint(5, 30))]
        kept = [text for text in original if chance.random() < 0.8]
        rewrite = [text if chance.random() < 0.4 else edited(text, chance) for text in kept]
        pair = {"id": f"p{n}", "original": " ".join(original), "rewrite": " ".join(rewrite)}
        print(json.dumps(pair))


def edited(text, chance):
    words = [word for word in text.rstrip(".").split() if chance.random() < 0.8]
    return " ".join(words).capitalize() + "."


main(int(sys.argv[1]))
