//! What a video is like that somebody else has made, and whether it is one at all.

use crate::mp4::{
    fragments,
    movie::{Kind, Movie, Trak},
    read::{Found, Walk},
    tables::{Broken, Tables},
};

/// What a video is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// What it is packed in.
    pub container: Container,
    /// How long it is: as its longest track is.
    pub millis: u64,
    /// Pixels, as it is shown: a picture that is turned is measured when it has been.
    pub width: u32,
    /// Pixels, as it is shown.
    pub height: u32,
    /// Whether it has a sound.
    pub has_sound: bool,
}

/// What a video is packed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    /// MP4, or one of its kind.
    Mp4,
    /// QuickTime's, which MP4 was made from.
    Mov,
}

/// Why a file is not a video.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAVideo {
    /// What a host answers that has no such file.
    #[error("it is a page, not a video")]
    Page,
    /// Something else, or another kind of video.
    #[error("it is neither an MP4 nor a MOV")]
    Unknown,
    /// The end is missing, or what is in the file was never written.
    #[error("it is not whole")]
    Cut,
    /// A sound, or nothing.
    #[error("there is no picture in it")]
    NoPicture,
    /// What it says of itself can't be so.
    #[error("its tables are broken")]
    Broken,
}

impl From<Broken> for NotAVideo {
    fn from(_: Broken) -> Self {
        Self::Broken
    }
}

/// Looks at a file, which may be anything.
///
/// # Errors
///
/// Why it is not a video, or not a whole one.
pub fn look(file: &[u8]) -> Result<Facts, NotAVideo> {
    Ok(Video::open(file)?.facts)
}

/// A file that is a whole video, opened.
#[derive(Clone, Debug)]
pub(crate) struct Video<'a> {
    pub(crate) facts: Facts,
    /// What it says that it is, where it does: all of that box.
    pub(crate) brand: Option<&'a [u8]>,
    pub(crate) movie: Movie<'a>,
    pub(crate) is_fragmented: bool,
}

impl<'a> Video<'a> {
    pub(crate) fn open(file: &'a [u8]) -> Result<Self, NotAVideo> {
        if is_page(file) {
            return Err(NotAVideo::Page);
        }
        if !Walk(file).next().is_some_and(|first| FIRST.contains(&&first.name)) {
            return Err(NotAVideo::Unknown);
        }
        let top = |name: &[u8; 4]| Walk(file).find(|found| found.name == *name);
        let brand = top(b"ftyp");
        let moov = match top(b"moov") {
            Some(moov) if !moov.is_cut => moov.inside,
            // Pictures that don't move are packed alike.
            None if top(b"meta").is_some() => return Err(NotAVideo::Unknown),
            _ => return Err(NotAVideo::Cut),
        };
        let movie = Movie::read(moov)?;
        let is_fragmented = top(b"moof").is_some();
        let has = |kind| {
            let is_there = move |track: &&Trak<'_>| track.kind == kind;
            let is_full = move |track: &&Trak<'_>| is_fragmented || !track.tables.is_empty();
            movie.tracks.iter().filter(is_there).find(is_full)
        };
        let picture = has(Kind::Picture).ok_or(if is_only_a_start(moov, &movie) {
            NotAVideo::Cut
        } else {
            NotAVideo::NoPicture
        })?;
        if is_cut(file, &movie, is_fragmented)? {
            return Err(NotAVideo::Cut);
        }
        let played = movie.tracks.iter().map(|track| track.played(movie.timescale));
        let units = played.chain(movie.duration).max().unwrap_or(0);
        let mut millis = to_millis(units, movie.timescale);
        if is_fragmented {
            let said = fragments::said(moov).unwrap_or(0);
            let pieces = fragments::duration(moov, Walk(file), picture.id);
            let all = picture.tables.duration().saturating_add(pieces);
            millis = millis.max(to_millis(said, movie.timescale));
            millis = millis.max(to_millis(all, picture.timescale));
        }
        let container = match brand.and_then(|brand| brand.inside.first_chunk::<4>()) {
            Some(b"qt  ") | None => Container::Mov,
            Some(_) => Container::Mp4,
        };
        let (width, height) = picture.size;
        let has_sound = has(Kind::Sound).is_some();
        let facts = Facts { container, millis, width, height, has_sound };
        Ok(Self { facts, brand: brand.map(|brand: Found<'_>| brand.whole), movie, is_fragmented })
    }
}

/// What such files begin with.
const FIRST: [&[u8; 4]; 9] =
    [b"ftyp", b"styp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot", b"uuid"];

/// Whether it begins as HTML and XML do.
fn is_page(file: &[u8]) -> bool {
    let text = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
    text.trim_ascii_start().first() == Some(&b'<')
}

/// Whether the film is to come in pieces, none of which has come.
fn is_only_a_start(moov: &[u8], movie: &Movie<'_>) -> bool {
    let is_in_pieces = Walk(moov).any(|found| found.name == *b"mvex");
    is_in_pieces && movie.tracks.iter().any(|track| track.kind == Kind::Picture)
}

/// Whether something is missing that the tables point to.
fn is_cut(file: &[u8], movie: &Movie<'_>, is_fragmented: bool) -> Result<bool, Broken> {
    for track in &movie.tracks {
        if !ends_by(file.len() as u64, &track.tables)? {
            return Ok(true);
        }
    }
    Ok(is_fragmented && Walk(file).any(|found| found.is_cut))
}

/// Whether all samples are within so many bytes.
fn ends_by(length: u64, tables: &Tables<'_>) -> Result<bool, Broken> {
    for chunk in tables.chunks() {
        let chunk = chunk?;
        if chunk.offset.checked_add(chunk.bytes).is_none_or(|end| end > length) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// To the nearest.
fn to_millis(units: u64, timescale: u32) -> u64 {
    let scale = u128::from(timescale);
    u64::try_from((u128::from(units) * 1_000 + scale / 2) / scale).unwrap_or(u64::MAX)
}
