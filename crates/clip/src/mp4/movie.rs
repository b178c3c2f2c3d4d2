//! A film as its headers describe it: the tracks that are for watching and listening, and the times.

use super::{
    read::{boxes, find, u16_at, u32_at, u64_at},
    tables::{Broken, Tables},
};

/// More tracks than any film has; the rest of the work may be done for each.
const MOST_TRACKS: usize = 64;

/// A film.
#[derive(Clone, Debug)]
pub(crate) struct Movie<'a> {
    /// The header's inside.
    pub(crate) header: &'a [u8],
    /// Units of time per second, of the film and of how long its tracks are played.
    pub(crate) timescale: u32,
    /// As the header says it; nothing where it leaves that open.
    pub(crate) duration: Option<u64>,
    pub(crate) tracks: Vec<Trak<'a>>,
}

/// A track whose data is in this file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Trak<'a> {
    pub(crate) inside: &'a [u8],
    pub(crate) kind: Kind,
    pub(crate) id: u32,
    /// How long it is played, in the film's units; nothing where that is open.
    pub(crate) duration: Option<u64>,
    /// Width and height as they are shown, turned as they are.
    pub(crate) size: (u32, u32),
    /// Units of time per second of its samples.
    pub(crate) timescale: u32,
    pub(crate) tables: Tables<'a>,
    pub(crate) is_protected: bool,
}

/// What a track is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Picture,
    Sound,
    /// Subtitles, or the names of chapters.
    Words,
}

impl Kind {
    /// By the name of who is to handle it. Nothing of what only programs read.
    const fn of(handler: &[u8]) -> Option<Self> {
        Some(match handler {
            b"vide" | b"auxv" => Self::Picture,
            b"soun" => Self::Sound,
            b"text" | b"sbtl" | b"subt" | b"clcp" => Self::Words,
            _ => return None,
        })
    }
}

impl<'a> Movie<'a> {
    /// The film in `moov`.
    pub(crate) fn read(moov: &'a [u8]) -> Result<Self, Broken> {
        let header = find(moov, b"mvhd").ok_or(Broken)?;
        let (timescale, duration) = timed(header).ok_or(Broken)?;
        let mut tracks = Vec::new();
        for trak in boxes(moov).filter(|found| found.name == *b"trak") {
            let Some(kind) = kind(trak.inside) else { continue };
            let (track, is_here) = Trak::read(trak.inside, kind).ok_or(Broken)?;
            if tracks.len() == MOST_TRACKS {
                return Err(Broken);
            }
            if is_here {
                tracks.push(track);
            }
        }
        Ok(Self { header, timescale, duration, tracks })
    }
}

fn kind(trak: &[u8]) -> Option<Kind> {
    Kind::of(find(find(trak, b"mdia")?, b"hdlr")?.get(8..12)?)
}

impl<'a> Trak<'a> {
    /// The track, and whether its data is in this file.
    fn read(inside: &'a [u8], kind: Kind) -> Option<(Self, bool)> {
        let mdia = find(inside, b"mdia")?;
        let minf = find(mdia, b"minf")?;
        let stbl = find(minf, b"stbl")?;
        let stsd = find(stbl, b"stsd")?;
        let tkhd = find(inside, b"tkhd")?;
        let (id, duration, rest) = match tkhd.first()? {
            0 => (u32_at(tkhd, 12)?, short(u32_at(tkhd, 20)?), tkhd.get(24..)?),
            1 => (u32_at(tkhd, 20)?, long(u64_at(tkhd, 28)?), tkhd.get(36..)?),
            _ => return None,
        };
        let track = Self {
            inside,
            kind,
            id,
            duration,
            size: size(rest, stsd)?,
            timescale: timed(find(mdia, b"mdhd")?)?.0,
            tables: Tables::read(stbl)?,
            is_protected: is_protected(stbl, stsd),
        };
        Some((track, is_here(minf)))
    }

    /// How long it is played, in a film's units; how long its samples are, where it doesn't say.
    pub(crate) fn played(&self, film_timescale: u32) -> u64 {
        self.duration.filter(|duration| *duration > 0).unwrap_or_else(|| {
            let units = u128::from(self.tables.duration()) * u128::from(film_timescale);
            u64::try_from(units / u128::from(self.timescale)).unwrap_or(u64::MAX)
        })
    }
}

/// Units per second and length, in `mvhd` and in `mdhd`.
fn timed(header: &[u8]) -> Option<(u32, Option<u64>)> {
    let (timescale, duration) = match header.first()? {
        0 => (u32_at(header, 12)?, short(u32_at(header, 16)?)),
        1 => (u32_at(header, 20)?, long(u64_at(header, 24)?)),
        _ => return None,
    };
    (timescale > 0).then_some((timescale, duration))
}

/// All bits set say that the length is open.
pub(crate) fn short(duration: u32) -> Option<u64> {
    (duration != u32::MAX).then_some(duration.into())
}

pub(crate) fn long(duration: u64) -> Option<u64> {
    (duration != u64::MAX).then_some(duration)
}

/// Width and height: as the track's header says (from behind its duration), or else as they are
/// coded.
fn size(header: &[u8], stsd: &[u8]) -> Option<(u32, u32)> {
    let part = |i: usize| u32_at(header, 16 + 4 * i);
    let (mut width, mut height) = (part(9)? >> 16, part(10)? >> 16);
    if width == 0 || height == 0 {
        let coded = |at| boxes(stsd.get(8..)?).next().and_then(|entry| u16_at(entry.inside, at));
        (width, height) = (coded(24).unwrap_or(0).into(), coded(26).unwrap_or(0).into());
    }
    // A matrix that leaves nothing of the directions where they were turns by a quarter.
    let is_turned = part(0)? == 0 && part(4)? == 0;
    Some(if is_turned { (height, width) } else { (width, height) })
}

/// Whether the samples can only be read with a key.
fn is_protected(stbl: &[u8], stsd: &[u8]) -> bool {
    let is_key = |name: [u8; 4]| [b"senc", b"saio", b"saiz"].contains(&&name);
    let is_locked = |name: [u8; 4]| [b"encv", b"enct", b"drmi", b"drmt"].contains(&&name);
    boxes(stbl).any(|found| is_key(found.name))
        || stsd.get(8..).is_some_and(|stsd| boxes(stsd).any(|entry| is_locked(entry.name)))
}

/// Whether all data is in this file: each reference says so by a flag, or names no other.
fn is_here(minf: &[u8]) -> bool {
    let dref = find(minf, b"dinf").and_then(|dinf| find(dinf, b"dref"));
    let entries = dref.and_then(|dref| dref.get(8..)).unwrap_or_default();
    boxes(entries).all(|entry| match entry.inside {
        [_, _, _, flags, name @ ..] => flags & 1 == 1 || name.iter().all(|byte| *byte == 0),
        _ => true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mp4::boxes::Boxes;

    fn referring(flags: u32, to: &[u8]) -> Vec<u8> {
        let mut minf = Boxes::default();
        minf.put(b"dinf", |dinf| {
            dinf.full(b"dref", 0, |dref| {
                dref.u32(1);
                dref.full(b"url ", flags, |url| url.bytes(to));
            });
        });
        minf.0
    }

    #[test]
    fn data_is_here_unless_it_is_said_to_be_elsewhere() {
        for (flags, to, here) in [
            (1, b"".as_slice(), true),
            (0, b"", true),
            (0, b"\0\0", true),
            (1, b"file", true),
            (0, b"file", false),
        ] {
            assert_eq!(is_here(&referring(flags, to)), here, "{flags} {to:?}");
        }
        assert!(is_here(b""));
    }

    #[test]
    fn a_header_is_of_either_form() {
        let mut header = Boxes::default();
        header.words(&[0, 1, 2, 24_000, 126_000]);
        assert_eq!(timed(&header.0), Some((24_000, Some(126_000))));
        let mut header = Boxes::default();
        header.words(&[0x0100_0000, 0, 1, 0, 2, 1_000, 7, 7_300]);
        assert_eq!(timed(&header.0), Some((1_000, Some(7 << 32 | 7_300))));
        let mut header = Boxes::default();
        header.words(&[0, 0, 0, 600, u32::MAX]);
        assert_eq!(timed(&header.0), Some((600, None)));
        header.0[0] = 7;
        assert_eq!(timed(&header.0), None);
    }

    #[test]
    fn what_only_a_key_opens_is_protected() {
        let entry =
            |name: &[u8; 4]| [&[0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 8], name.as_slice()].concat();
        assert!(is_protected(b"", &entry(b"encv")) && is_protected(b"\0\0\0\x08saio", b""));
        assert!(!is_protected(b"\0\0\0\x08stsd", &entry(b"avc1")) && !is_protected(b"", b""));
    }

    #[test]
    fn a_size_is_as_it_is_shown() {
        let shown = |matrix: [u32; 9], width: u32, height: u32| {
            let mut header = Boxes::default();
            header.zeros(16);
            header.words(&matrix);
            header.words(&[width << 16 | 9, height << 16]);
            let mut stsd = Boxes::default();
            stsd.zeros(8);
            stsd.put(b"avc1", |avc1| {
                avc1.zeros(24);
                avc1.words(&[64 << 16 | 36]);
            });
            size(&header.0, &stsd.0)
        };
        let (whole, end) = (0x0001_0000, 0x4000_0000);
        let upright = [whole, 0, 0, 0, whole, 0, 0, 0, end];
        assert_eq!(shown(upright, 320, 180), Some((320, 180)));
        assert_eq!(shown(upright, 0, 180), Some((64, 36)));
        let turned = [0, whole, 0, whole.wrapping_neg(), 0, 0, 180, 0, end];
        assert_eq!(shown(turned, 320, 180), Some((180, 320)));
    }
}
