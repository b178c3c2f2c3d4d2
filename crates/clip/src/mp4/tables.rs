//! Where a track's samples are, by the tables that every MP4 has: a time, a size and a chunk for
//! each. They are read where they stand; a sum over them takes as long as they are, whatever they
//! say.

use super::read::{find, u32_at};

/// The tables contradict each other, or are not whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Broken;

/// A track's tables.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tables<'a> {
    /// How many samples, and how long each.
    times: &'a [[u8; 8]],
    /// From which chunk on, and how many samples in each.
    runs: &'a [[u8; 12]],
    sizes: Sizes<'a>,
    offsets: Offsets<'a>,
}

#[derive(Clone, Copy, Debug)]
enum Sizes<'a> {
    /// So many of one size.
    Same(u32, u32),
    Bits4(&'a [u8], u32),
    Bits8(&'a [u8]),
    Bits16(&'a [[u8; 2]]),
    Bits32(&'a [[u8; 4]]),
}

#[derive(Clone, Copy, Debug)]
enum Offsets<'a> {
    Short(&'a [[u8; 4]]),
    Long(&'a [[u8; 8]]),
}

/// Samples in one piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Chunk {
    /// Where in the file.
    pub(crate) offset: u64,
    pub(crate) bytes: u64,
    /// When the first of them is decoded, in the track's units.
    pub(crate) time: u64,
}

impl<'a> Tables<'a> {
    /// The tables in `stbl`.
    pub(crate) fn read(stbl: &'a [u8]) -> Option<Self> {
        let times = entries(find(stbl, b"stts")?, 4)?;
        let runs = entries(find(stbl, b"stsc")?, 4)?;
        let sizes = match find(stbl, b"stsz") {
            Some(stsz) => match (u32_at(stsz, 4)?, u32_at(stsz, 8)?) {
                (0, _) => Sizes::Bits32(entries(stsz, 8)?),
                (size, count) => Sizes::Same(size, count),
            },
            None => Sizes::compact(find(stbl, b"stz2")?)?,
        };
        let offsets = match find(stbl, b"stco") {
            Some(stco) => Offsets::Short(entries(stco, 4)?),
            None => Offsets::Long(entries(find(stbl, b"co64")?, 4)?),
        };
        Some(Self { times, runs, sizes, offsets })
    }

    /// Whether there is anything.
    pub(crate) const fn is_empty(&self) -> bool {
        self.sizes.count() == 0
    }

    /// How long all samples are, in the track's units.
    pub(crate) fn duration(&self) -> u64 {
        self.times.iter().fold(0, |sum, entry| {
            let (count, each) = pair(*entry);
            sum.saturating_add(u64::from(count) * u64::from(each))
        })
    }

    pub(crate) const fn chunk_count(&self) -> usize {
        match self.offsets {
            Offsets::Short(offsets) => offsets.len(),
            Offsets::Long(offsets) => offsets.len(),
        }
    }

    /// The chunks in their order.
    pub(crate) const fn chunks(&self) -> Chunks<'a> {
        Chunks {
            tables: *self,
            chunk: 0,
            run: 0,
            per_chunk: 0,
            sample: 0,
            time: 0,
            entry: 0,
            used: 0,
        }
    }
}

impl<'a> Sizes<'a> {
    fn compact(stz2: &'a [u8]) -> Option<Self> {
        let count = u32_at(stz2, 8)?;
        match u32_at(stz2, 4)? & 0xff {
            4 => {
                let bytes = usize::try_from(count.div_ceil(2)).ok()?;
                Some(Self::Bits4(stz2.get(12..)?.get(..bytes)?, count))
            }
            8 => Some(Self::Bits8(entries::<1>(stz2, 8)?.as_flattened())),
            16 => Some(Self::Bits16(entries(stz2, 8)?)),
            _ => None,
        }
    }

    const fn count(&self) -> u32 {
        // None has more entries than a 32-bit number said.
        match self {
            Self::Same(_, count) | Self::Bits4(_, count) => *count,
            Self::Bits8(sizes) => sizes.len() as u32,
            Self::Bits16(sizes) => sizes.len() as u32,
            Self::Bits32(sizes) => sizes.len() as u32,
        }
    }

    /// The sum of so many sizes; nothing where there are not so many.
    fn sum(&self, first: u32, count: u32) -> Option<u64> {
        let end = first.checked_add(count).filter(|end| *end <= self.count())?;
        let range = first as usize..end as usize;
        Some(match self {
            Self::Same(size, _) => u64::from(*size) * u64::from(count),
            Self::Bits4(sizes, _) => {
                range.map(|i| u64::from(sizes[i / 2] >> (4 * (1 - i % 2)) & 15)).sum()
            }
            Self::Bits8(sizes) => sizes[range].iter().map(|size| u64::from(*size)).sum(),
            Self::Bits16(sizes) => {
                sizes[range].iter().map(|size| u64::from(u16::from_be_bytes(*size))).sum()
            }
            Self::Bits32(sizes) => {
                sizes[range].iter().map(|size| u64::from(u32::from_be_bytes(*size))).sum()
            }
        })
    }
}

/// The entries of a table, behind their number at `at`.
fn entries<const N: usize>(table: &[u8], at: usize) -> Option<&[[u8; N]]> {
    let count = usize::try_from(u32_at(table, at)?).ok()?;
    table.get(at + 4..)?.as_chunks().0.get(..count)
}

fn pair(entry: [u8; 8]) -> (u32, u32) {
    let [a, b, c, d, e, f, g, h] = entry;
    (u32::from_be_bytes([a, b, c, d]), u32::from_be_bytes([e, f, g, h]))
}

/// A walk through the chunks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Chunks<'a> {
    tables: Tables<'a>,
    chunk: usize,
    /// The next of the runs.
    run: usize,
    per_chunk: u32,
    sample: u32,
    time: u64,
    /// The entry of the times that holds, and how many samples of it are behind.
    entry: usize,
    used: u32,
}

impl Chunks<'_> {
    fn offset(&self) -> Option<u64> {
        match self.tables.offsets {
            Offsets::Short(offsets) => {
                offsets.get(self.chunk).map(|at| u32::from_be_bytes(*at).into())
            }
            Offsets::Long(offsets) => offsets.get(self.chunk).map(|at| u64::from_be_bytes(*at)),
        }
    }

    /// Takes in all runs that begin up to this chunk.
    fn enter_runs(&mut self) {
        while let Some(run) = self.tables.runs.get(self.run)
            && let [a, b, c, d, e, f, g, h, ..] = *run
            && let (first, per_chunk) = pair([a, b, c, d, e, f, g, h])
            && first as usize <= self.chunk + 1
        {
            self.per_chunk = per_chunk;
            self.run += 1;
        }
    }

    /// Lets the time of so many samples pass.
    fn pass(&mut self, mut samples: u32) {
        while let Some(entry) = self.tables.times.get(self.entry)
            && samples > 0
        {
            let (count, each) = pair(*entry);
            let now = samples.min(count - self.used);
            self.time = self.time.saturating_add(u64::from(now) * u64::from(each));
            self.used += now;
            samples -= now;
            if self.used == count {
                self.entry += 1;
                self.used = 0;
            }
        }
    }
}

impl Iterator for Chunks<'_> {
    type Item = Result<Chunk, Broken>;

    fn next(&mut self) -> Option<Self::Item> {
        let offset = self.offset()?;
        self.enter_runs();
        // Before the first run there is nothing that says how much is in a chunk.
        let bytes = self.tables.sizes.sum(self.sample, self.per_chunk).filter(|_| self.run > 0);
        let Some(bytes) = bytes else {
            self.chunk = self.tables.chunk_count();
            return Some(Err(Broken));
        };
        let chunk = Chunk { offset, bytes, time: self.time };
        self.chunk += 1;
        self.sample += self.per_chunk;
        self.pass(self.per_chunk);
        Some(Ok(chunk))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mp4::boxes::Boxes;

    type Fill<'a> = &'a dyn Fn(&mut Boxes);

    /// Three chunks: of two samples, and twice of one.
    fn tables(sizes: Fill<'_>, offsets: Fill<'_>) -> Vec<u8> {
        let mut stbl = Boxes::default();
        stbl.full(b"stts", 0, |stts| stts.words(&[3, 1, 10, 0, 99, 3, 20]));
        stbl.full(b"stsc", 0, |stsc| stsc.words(&[2, 1, 2, 1, 2, 1, 1]));
        sizes(&mut stbl);
        offsets(&mut stbl);
        stbl.0
    }

    fn short(stbl: &mut Boxes) {
        stbl.full(b"stco", 0, |stco| stco.words(&[3, 100, 200, 300]));
    }

    fn long(stbl: &mut Boxes) {
        stbl.full(b"co64", 0, |co64| co64.words(&[3, 7, 100, 0, 200, 0, 300]));
    }

    fn chunks(stbl: &[u8]) -> Vec<Result<(u64, u64, u64), Broken>> {
        let tables = Tables::read(stbl).unwrap();
        assert_eq!(tables.duration(), 70);
        let parts = |chunk: Chunk| (chunk.offset, chunk.bytes, chunk.time);
        tables.chunks().map(|chunk| chunk.map(parts)).collect()
    }

    #[test]
    fn sizes_of_every_form_are_summed() {
        let sizes: [Fill<'_>; 4] = [
            &|stbl| stbl.full(b"stsz", 0, |stsz| stsz.words(&[0, 4, 1, 2, 3, 4])),
            &|stbl| stbl.full(b"stz2", 0, |stz2| stz2.words(&[4, 4, 0x1234_0000])),
            &|stbl| stbl.full(b"stz2", 0, |stz2| stz2.words(&[8, 4, 0x0102_0304])),
            &|stbl| stbl.full(b"stz2", 0, |stz2| stz2.words(&[16, 4, 0x0001_0002, 0x0003_0004])),
        ];
        for sizes in sizes {
            let expected = [Ok((100, 3, 0)), Ok((200, 3, 30)), Ok((300, 4, 50))];
            assert_eq!(chunks(&tables(sizes, &short)), expected);
        }
        let same: Fill<'_> = &|stbl| stbl.full(b"stsz", 0, |stsz| stsz.words(&[9, 4]));
        let expected = [Ok((7 << 32 | 100, 18, 0)), Ok((200, 9, 30)), Ok((300, 9, 50))];
        assert_eq!(chunks(&tables(same, &long)), expected);
    }

    #[test]
    fn more_samples_in_chunks_than_there_are_is_broken() {
        let few: Fill<'_> = &|stbl| stbl.full(b"stsz", 0, |stsz| stsz.words(&[9, 3]));
        assert_eq!(chunks(&tables(few, &short)).last(), Some(&Err(Broken)));
        let odd: Fill<'_> = &|stbl| stbl.full(b"stz2", 0, |stz2| stz2.words(&[5, 4, 0]));
        assert!(Tables::read(&tables(odd, &short)).is_none());
        let cut: Fill<'_> = &|stbl| stbl.full(b"stsz", 0, |stsz| stsz.words(&[0, 4, 1, 2, 3]));
        assert!(Tables::read(&tables(cut, &short)).is_none());
    }

    #[test]
    fn many_samples_of_no_entry_take_no_time() {
        let mut stbl = Boxes::default();
        stbl.full(b"stts", 0, |stts| stts.words(&[1, u32::MAX, u32::MAX]));
        stbl.full(b"stsc", 0, |stsc| stsc.words(&[1, 1, u32::MAX, 1]));
        stbl.full(b"stsz", 0, |stsz| stsz.words(&[u32::MAX, u32::MAX]));
        stbl.full(b"stco", 0, |stco| stco.words(&[1, 0]));
        let tables = Tables::read(&stbl.0).unwrap();
        let most = u64::from(u32::MAX) * u64::from(u32::MAX);
        let chunk = Chunk { offset: 0, bytes: most, time: 0 };
        assert_eq!(tables.chunks().collect::<Vec<_>>(), [Ok(chunk)]);
    }
}
