//! Boxes: a length, a name, and what is inside.

/// Bytes of boxes, as they are written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Boxes(pub(crate) Vec<u8>);

impl Boxes {
    /// A box, filled by `fill`.
    pub(crate) fn put(&mut self, name: &[u8; 4], fill: impl FnOnce(&mut Self)) {
        let start = self.0.len();
        self.u32(0);
        self.0.extend_from_slice(name);
        fill(self);
        let length = (self.0.len() - start) as u32;
        self.0[start..start + 4].copy_from_slice(&length.to_be_bytes());
    }

    /// A box that starts with its version (0) and flags.
    pub(crate) fn full(&mut self, name: &[u8; 4], flags: u32, fill: impl FnOnce(&mut Self)) {
        self.put(name, |inside| {
            inside.u32(flags);
            fill(inside);
        });
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    pub(crate) fn u8(&mut self, value: u8) {
        self.0.push(value);
    }

    pub(crate) fn u16(&mut self, value: u16) {
        self.bytes(&value.to_be_bytes());
    }

    pub(crate) fn u32(&mut self, value: u32) {
        self.bytes(&value.to_be_bytes());
    }

    /// Several 32-bit values.
    pub(crate) fn words(&mut self, values: &[u32]) {
        values.iter().for_each(|value| self.u32(*value));
    }

    /// Reserved bytes.
    pub(crate) fn zeros(&mut self, count: usize) {
        self.0.resize(self.0.len() + count, 0);
    }

    /// The matrix that turns nothing.
    pub(crate) fn upright(&mut self) {
        self.words(&[0x0001_0000, 0, 0, 0, 0x0001_0000, 0, 0, 0, 0x4000_0000]);
    }
}
