//! The length of a film that comes in pieces (`moof`), each with tables of its own.

use super::{
    movie::{long, short},
    read::{Found, boxes, find, u32_at, u64_at},
};

/// How long the whole film is said to be, in its units.
pub(crate) fn said(moov: &[u8]) -> Option<u64> {
    let mehd = find(find(moov, b"mvex")?, b"mehd")?;
    match mehd.first()? {
        0 => short(u32_at(mehd, 4)?),
        _ => long(u64_at(mehd, 4)?),
    }
}

/// How long the samples of a track are in all pieces, in the track's units.
pub(crate) fn duration<'a>(moov: &[u8], file: impl Iterator<Item = Found<'a>>, id: u32) -> u64 {
    let usual = usual(moov, id).unwrap_or(0);
    file.filter(|found| found.name == *b"moof")
        .flat_map(|moof| boxes(moof.inside))
        .filter(|found| found.name == *b"traf")
        .map(|traf| of_piece(traf.inside, id, usual).unwrap_or(0))
        .fold(0, u64::saturating_add)
}

/// How long a sample is where a piece says nothing of it.
fn usual(moov: &[u8], id: u32) -> Option<u32> {
    boxes(find(moov, b"mvex")?)
        .filter(|found| found.name == *b"trex" && u32_at(found.inside, 4) == Some(id))
        .find_map(|trex| u32_at(trex.inside, 12))
}

fn of_piece(traf: &[u8], id: u32, usual: u32) -> Option<u64> {
    let tfhd = find(traf, b"tfhd")?;
    if u32_at(tfhd, 4)? != id {
        return None;
    }
    let flags = u32_at(tfhd, 0)?;
    // Before the usual length: an offset of eight bytes and a number of four, each if flagged.
    let before = [(1, 8), (2, 4)].into_iter().filter(|(flag, _)| flags & flag != 0);
    let at = 8 + before.map(|(_, bytes)| bytes).sum::<usize>();
    let usual = if flags & 8 == 0 { usual } else { u32_at(tfhd, at)? };
    let runs = boxes(traf).filter(|found| found.name == *b"trun");
    Some(runs.map(|run| of_run(run.inside, usual).unwrap_or(0)).fold(0, u64::saturating_add))
}

fn of_run(trun: &[u8], usual: u32) -> Option<u64> {
    let (flags, count) = (u32_at(trun, 0)?, u32_at(trun, 4)?);
    if flags & 0x100 == 0 {
        return Some(u64::from(count) * u64::from(usual));
    }
    let before = 8 + 4 * (flags & 5).count_ones() as usize;
    // A length first, and up to three more numbers.
    let each = 4 * (flags & 0xf00).count_ones() as usize;
    let samples = trun.get(before..)?.chunks_exact(each).take(usize::try_from(count).ok()?);
    Some(samples.filter_map(|sample| u32_at(sample, 0)).map(u64::from).fold(0, u64::saturating_add))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mp4::{boxes::Boxes, read::boxes};

    fn moov() -> Vec<u8> {
        let mut moov = Boxes::default();
        moov.put(b"mvex", |mvex| {
            mvex.full(b"mehd", 0, |mehd| mehd.u32(5_000));
            mvex.full(b"trex", 0, |trex| trex.words(&[2, 1, 1, 0, 0]));
            mvex.full(b"trex", 0, |trex| trex.words(&[1, 1, 40, 0, 0]));
        });
        moov.0
    }

    fn piece(file: &mut Boxes, id: u32, usual: Option<u32>, fill: impl FnOnce(&mut Boxes)) {
        file.put(b"moof", |moof| {
            moof.put(b"traf", |traf| {
                match usual {
                    // With an offset and a number before it.
                    Some(usual) => traf.full(b"tfhd", 11, |tfhd| tfhd.words(&[id, 0, 0, 1, usual])),
                    None => traf.full(b"tfhd", 0, |tfhd| tfhd.u32(id)),
                }
                fill(traf);
            });
        });
    }

    #[test]
    fn samples_are_as_long_as_the_nearest_that_says_so() {
        let mut file = Boxes::default();
        piece(&mut file, 1, None, |traf| traf.full(b"trun", 0, |trun| trun.words(&[3])));
        piece(&mut file, 1, Some(7), |traf| traf.full(b"trun", 1, |trun| trun.words(&[2, 99])));
        piece(&mut file, 1, Some(7), |traf| {
            // With an offset and flags before all, and a size behind each length.
            traf.full(b"trun", 0x305, |trun| trun.words(&[2, 99, 98, 100, 55, 200, 55]));
        });
        piece(&mut file, 2, None, |traf| traf.full(b"trun", 0, |trun| trun.words(&[10_000])));
        assert_eq!(duration(&moov(), boxes(&file.0), 1), 3 * 40 + 2 * 7 + 300);
        assert_eq!(duration(&moov(), boxes(&file.0), 2), 10_000);
        assert_eq!(duration(b"", boxes(&file.0), 1), 2 * 7 + 300);
    }

    #[test]
    fn the_whole_may_be_said() {
        assert_eq!(said(&moov()), Some(5_000));
        assert_eq!(said(b""), None);
    }
}
