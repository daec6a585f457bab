//! Hashes of nodes.

/// Spreads 32 bits of hash over the 64 that the table looks at (its top bits choose within a group).
pub(super) const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// See [`SPREAD`].
pub(super) fn spread(hash: u32) -> u64 {
    u64::from(hash).wrapping_mul(SPREAD)
}

/// One more word in a hash.
pub(super) fn mix(hash: u32, word: u32) -> u32 {
    let h = (u64::from(hash).rotate_left(17) ^ u64::from(word)).wrapping_mul(0x517C_C1B7_2722_0A95);
    (h >> 32) as u32 ^ h as u32
}

/// The same on every machine, whenever it was built.
pub(super) fn hash_of<T: std::hash::Hash + ?Sized>(value: &T) -> u32 {
    use std::hash::Hasher;
    #[derive(Default)]
    struct Fnv(u64);
    impl Hasher for Fnv {
        fn finish(&self) -> u64 {
            self.0
        }
        // The same on every machine.
        fn write_usize(&mut self, n: usize) {
            self.write_u64(n as u64);
        }
        fn write(&mut self, bytes: &[u8]) {
            for &b in bytes {
                self.0 = (self.0.rotate_left(5) ^ u64::from(b)).wrapping_mul(0x517C_C1B7_2722_0A95);
            }
        }
    }
    let mut hasher = Fnv::default();
    value.hash(&mut hasher);
    let h = hasher.finish();
    (h >> 32) as u32 ^ h as u32
}
