//! Another sound for somebody's video. The pictures stay as they are coded: their track's boxes are
//! copied, and only where its samples are is written anew. The file begins with all its tables, so
//! that it plays while it loads.

use crate::{
    Container, NotAVideo,
    look::Video,
    mp4::{
        Track,
        boxes::Boxes,
        label,
        movie::{Kind, Movie, Trak},
        read::{boxes, u32_at},
        tables::{Broken, Chunk, Chunks},
        write::{self, Film, Piece},
    },
    track,
};

/// Why a video can't be given another sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CantDub {
    /// It is not a whole video.
    #[error(transparent)]
    Video(#[from] NotAVideo),
    /// It comes in pieces, each with tables of its own.
    #[error("the video is fragmented")]
    Fragmented,
    /// Its samples can only be read with a key.
    #[error("the video is protected")]
    Protected,
    /// Offsets or times of 32 bits would not reach its end.
    #[error("the video is too large or too long")]
    TooLarge,
    /// There is no sound in what was given as one.
    #[error("the sound is not an MP3, or has no length")]
    NoSound,
}

impl From<Broken> for CantDub {
    fn from(broken: Broken) -> Self {
        Self::Video(broken.into())
    }
}

/// Gives an MP4 or MOV the sound of an MP3 file, cut to the video's length, in place of its own. It
/// keeps its pictures and subtitles; tracks that only programs read, and what it says of itself, go.
///
/// # Errors
///
/// Why that can't be done, or not without changing what is seen.
pub fn dub(video: &[u8], mp3: &[u8]) -> Result<Vec<u8>, CantDub> {
    let opened = Video::open(video)?;
    if opened.is_fragmented {
        return Err(CantDub::Fragmented);
    }
    let movie = &opened.movie;
    let kept: Vec<Trak<'_>> =
        movie.tracks.iter().filter(|track| track.kind != Kind::Sound).copied().collect();
    if kept.iter().any(|track| track.is_protected) {
        return Err(CantDub::Protected);
    }
    let pictures = kept.iter().filter(|track| track.kind == Kind::Picture);
    let length = pictures.map(|track| track.played(movie.timescale)).max();
    let length = length.filter(|length| *length > 0).ok_or(Broken)?;
    if length > u64::from(u32::MAX) {
        return Err(CantDub::TooLarge);
    }
    let sound = track::of_mp3(mp3, length, movie.timescale.into()).ok_or(CantDub::NoSound)?;
    let room = room(video, &kept, &sound)?;
    let mut dubbed = Dubbed {
        film: Film {
            timescale: movie.timescale,
            is_quicktime: opened.facts.container == Container::Mov,
        },
        movie,
        id: free_id(&kept),
        pieces: write::seconds(&sound),
        offsets: kept.iter().map(|track| vec![0; track.tables.chunk_count()]).collect(),
        kept,
        sound,
    };

    let mut file = Boxes::default();
    file.bytes(opened.brand.unwrap_or(QUICKTIME));
    let start = file.0.len();
    // As long with any offsets: there first, and written once more when these are known.
    let tables = dubbed.moov()?.len();
    file.0.reserve_exact(tables + room + 8);
    file.zeros(tables);
    let mdat = file.0.len();
    file.zeros(8);
    dubbed.lay_out(video, &mut file.0)?;
    let data = u32::try_from(file.0.len() - mdat).map_err(|_| CantDub::TooLarge)?;
    file.0[mdat..mdat + 4].copy_from_slice(&data.to_be_bytes());
    file.0[mdat + 4..mdat + 8].copy_from_slice(b"mdat");
    file.0[start..mdat].copy_from_slice(&dubbed.moov()?);
    Ok(file.0)
}

/// What a film begins with that is older than such beginnings.
const QUICKTIME: &[u8] = b"\0\0\0\x14ftypqt  \0\0\0\0qt  ";

/// How many bytes all samples are. No byte belongs to two of them: so tables that say that much
/// more is there than there is, are not followed.
fn room(video: &[u8], kept: &[Trak<'_>], sound: &Track) -> Result<usize, CantDub> {
    let mut pictures = 0;
    for track in kept {
        for chunk in track.tables.chunks() {
            pictures += chunk?.bytes;
        }
        if pictures > video.len() as u64 {
            return Err(Broken.into());
        }
    }
    let sound: usize = sound.samples.iter().map(|sample| sample.bytes.len()).sum();
    // Tables, too, are no longer than they were, but for the sound's.
    let most = video.len() as u64 + 2 * sound as u64 + (1 << 20);
    if most > u64::from(u32::MAX) {
        return Err(CantDub::TooLarge);
    }
    Ok(pictures as usize + sound)
}

/// A number that no track has: after the highest, or where there is none, the first that is free.
fn free_id(kept: &[Trak<'_>]) -> u32 {
    let is_free = |id: &u32| kept.iter().all(|track| track.id != *id);
    let next = kept.iter().map(|track| track.id).max().unwrap_or(0).saturating_add(1);
    core::iter::once(next).chain(1..).find(is_free).unwrap_or(1)
}

/// The film while it is put together.
struct Dubbed<'a> {
    film: Film,
    movie: &'a Movie<'a>,
    kept: Vec<Trak<'a>>,
    /// Where the chunks of each kept track are now.
    offsets: Vec<Vec<u32>>,
    sound: Track,
    /// The sound's number.
    id: u32,
    /// The sound in pieces of a second.
    pieces: Vec<Piece>,
}

impl Dubbed<'_> {
    /// The data of all tracks by their time, at the end of the file; each chunk learns where it is.
    fn lay_out(&mut self, video: &[u8], file: &mut Vec<u8>) -> Result<(), CantDub> {
        let mut waiting: Vec<Waiting<'_>> = Vec::new();
        for track in &self.kept {
            waiting.push(Waiting::new(track)?);
        }
        let mut pieces = self.pieces.iter_mut().peekable();
        loop {
            let earliest = waiting
                .iter_mut()
                .zip(&mut self.offsets)
                .filter_map(|(track, offsets)| Some((track.next?, track, offsets)))
                .min_by_key(|((time, _), _, _)| *time);
            let is_sounds = |piece: &&mut Piece| {
                let time = u128::from(piece.second) * NANOS;
                earliest.as_ref().is_none_or(|((earliest, _), _, _)| time <= *earliest)
            };
            let at = u32::try_from(file.len()).map_err(|_| CantDub::TooLarge)?;
            if let Some(piece) = pieces.next_if(is_sounds) {
                piece.offset = at;
                for sample in &self.sound.samples[piece.first..piece.first + piece.count] {
                    file.extend_from_slice(&sample.bytes);
                }
            } else if let Some(((_, chunk), track, offsets)) = earliest {
                let start = usize::try_from(chunk.offset).map_err(|_| Broken)?;
                let bytes = usize::try_from(chunk.bytes).map_err(|_| Broken)?;
                let data = video.get(start..).and_then(|rest| rest.get(..bytes)).ok_or(Broken)?;
                file.extend_from_slice(data);
                *offsets.get_mut(track.index).ok_or(Broken)? = at;
                track.step()?;
            } else {
                return Ok(());
            }
        }
    }

    fn moov(&self) -> Result<Vec<u8>, CantDub> {
        let ids: Vec<u32> = self.kept.iter().map(|track| track.id).collect();
        let header = self.header().ok_or(Broken)?;
        let mut file = Boxes::default();
        file.put(b"moov", |moov| {
            moov.put(b"mvhd", |mvhd| mvhd.bytes(&header));
            for (track, offsets) in self.kept.iter().zip(&self.offsets) {
                moov.put(b"trak", |trak| copy(trak, track.inside, &PATH, &ids, offsets));
            }
            moov.put(b"trak", |trak| {
                write::track_boxes(trak, self.id, &self.sound, &self.pieces, self.film);
            });
            label::of_sound(moov);
        });
        Ok(file.0)
    }

    /// The film's header with what has changed: how long it is, and how many tracks it has. What it
    /// says of the volume was said of another sound.
    fn header(&self) -> Option<Vec<u8>> {
        let timescale = self.film.timescale;
        let length = self.kept.iter().map(|track| track.played(timescale)).max()?;
        let mut header = self.movie.header.to_vec();
        let next_id = self.kept.iter().map(|track| track.id).max()?.max(self.id).saturating_add(1);
        let after = if header.first()? == &0 {
            let length = u32::try_from(length).ok()?;
            header.get_mut(16..20)?.copy_from_slice(&length.to_be_bytes());
            20
        } else {
            header.get_mut(24..32)?.copy_from_slice(&length.to_be_bytes());
            32
        };
        header.get_mut(after + 4..after + 6)?.copy_from_slice(&[1, 0]);
        header.get_mut(after + 76..after + 80)?.copy_from_slice(&next_id.to_be_bytes());
        Some(header)
    }
}

const NANOS: u128 = 1_000_000_000;

/// A kept track whose chunks are written one after the other.
struct Waiting<'a> {
    timescale: u32,
    chunks: Chunks<'a>,
    /// How many are written.
    index: usize,
    /// The next one, and when it is to be played, in nanoseconds.
    next: Option<(u128, Chunk)>,
}

impl<'a> Waiting<'a> {
    fn new(track: &Trak<'a>) -> Result<Self, Broken> {
        let mut waiting = Self {
            timescale: track.timescale,
            chunks: track.tables.chunks(),
            index: 0,
            next: None,
        };
        waiting.load()?;
        Ok(waiting)
    }

    fn load(&mut self) -> Result<(), Broken> {
        let chunk = self.chunks.next().transpose()?;
        let time = |chunk: Chunk| u128::from(chunk.time) * NANOS / u128::from(self.timescale);
        self.next = chunk.map(|chunk| (time(chunk), chunk));
        Ok(())
    }

    fn step(&mut self) -> Result<(), Broken> {
        self.index += 1;
        self.load()
    }
}

/// The way from a track to its tables.
const PATH: [&[u8; 4]; 3] = [b"mdia", b"minf", b"stbl"];

/// Copies what is in a track, or on the way to its tables, with other offsets. Of what there should
/// be one of, the first is taken, as it was when it was read.
fn copy(out: &mut Boxes, inside: &[u8], path: &[&[u8; 4]], ids: &[u32], offsets: &[u32]) {
    let mut is_done = false;
    for found in boxes(inside) {
        match (&found.name, path) {
            (b"stco" | b"co64", []) => {
                if !core::mem::replace(&mut is_done, true) {
                    out.full(b"stco", 0, |stco| {
                        stco.u32(offsets.len() as u32);
                        stco.words(offsets);
                    });
                }
            }
            (name, [next, rest @ ..]) if name == *next => {
                if !core::mem::replace(&mut is_done, true) {
                    out.put(name, |out| copy(out, found.inside, rest, ids, offsets));
                }
            }
            // Where a film was taken, and the like; its offsets would not hold any more.
            (b"udta" | b"meta", _) => {}
            (b"tref", _) => references(out, found.inside, ids),
            _ => out.bytes(found.whole),
        }
    }
}

/// Copies what a track says of others that are still there.
fn references(out: &mut Boxes, tref: &[u8], ids: &[u32]) {
    let is_there =
        |bytes: &[u8]| bytes.chunks(4).all(|id| u32_at(id, 0).is_some_and(|id| ids.contains(&id)));
    let mut kept = boxes(tref).filter(|found| is_there(found.inside)).peekable();
    if kept.peek().is_some() {
        out.put(b"tref", |out| kept.for_each(|found| out.bytes(found.whole)));
    }
}
