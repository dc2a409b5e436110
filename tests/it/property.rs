//! A property of random inputs → the same inputs at each run, from short ones to long ones.
//!
//! `ARBTEST_BUDGET_MS=60000 cargo test` looks further: it tries new inputs for so long, and prints the seed of one for
//! which a property does not hold.

use arbtest::arbitrary::{Result, Unstructured};
use arbtest::arbtest;

/// Runs a property on 90 inputs that never change.
pub fn holds(mut property: impl FnMut(&mut Unstructured) -> Result<()>) {
    if std::env::var_os("ARBTEST_BUDGET_MS").is_some() {
        return arbtest(property).run();
    }
    let mut size: u64 = 32;
    for n in 1..=90 {
        // The low half of a seed is the number of random bytes, the high half what they are made of; an input that
        // runs out of them is none.
        let bytes = n * 0x9e37_79b9 % (1 << 32);
        let check = |u: &mut Unstructured| match property(u) {
            Ok(()) | Err(_) => Ok(()),
        };
        arbtest(check).seed(bytes << 32 | size);
        if n % 3 == 0 {
            size = size * 5 / 4;
        }
    }
}
