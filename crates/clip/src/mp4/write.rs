//! The file: what is in it first, then pictures and sound by turns, a second of each, so that it
//! plays while it loads.

use super::{Codec, TIMESCALE, Track, boxes::Boxes, entry, label};

/// A second of a track, which stands in one piece.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece {
    pub(crate) second: u32,
    pub(crate) first: usize,
    pub(crate) count: usize,
    /// Where in the file.
    pub(crate) offset: u32,
}

/// The film that a track is for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Film {
    /// Units of time per second.
    pub(crate) timescale: u32,
    /// Whether it is in QuickTime's words, which are older than MP4's.
    pub(crate) is_quicktime: bool,
}

/// The films that we make.
const FILM: Film = Film { timescale: TIMESCALE, is_quicktime: false };

/// The film of these tracks, `tenths` of a second long.
pub(crate) fn file(tracks: &[Track], tenths: u32) -> Vec<u8> {
    let mut file = Boxes::default();
    file.put(b"ftyp", |ftyp| {
        ftyp.bytes(b"isom");
        ftyp.u32(0x200);
        ftyp.bytes(b"isomiso2avc1mp41");
    });
    let mut pieces: Vec<Vec<Piece>> = tracks.iter().map(seconds).collect();
    // The tables are as long with any offsets: written once to see where the data starts, and
    // once more to say so.
    let tables = movie(tracks, &pieces, tenths).len();
    let data = lay_out(tracks, &mut pieces, file.0.len() + tables + 8);
    file.bytes(&movie(tracks, &pieces, tenths));
    file.put(b"mdat", |mdat| mdat.bytes(&data));
    file.0
}

/// The track's pieces, at no place yet.
pub(crate) fn seconds(track: &Track) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut at = 0;
    for (first, sample) in track.samples.iter().enumerate() {
        let second = at / track.timescale;
        at += sample.duration;
        match pieces.last_mut() {
            Some(piece) if piece.second == second => piece.count += 1,
            _ => pieces.push(Piece { second, first, count: 1, offset: 0 }),
        }
    }
    pieces
}

/// The data of all pieces by their time; each learns where it is in a file whose data starts at
/// `start`.
fn lay_out(tracks: &[Track], pieces: &mut [Vec<Piece>], start: usize) -> Vec<u8> {
    let mut order: Vec<(&Track, &mut Piece)> = tracks
        .iter()
        .zip(pieces)
        .flat_map(|(track, pieces)| pieces.iter_mut().map(move |piece| (track, piece)))
        .collect();
    order.sort_by_key(|(_, piece)| piece.second);
    let mut data = Vec::new();
    for (track, piece) in order {
        piece.offset = (start + data.len()) as u32;
        for sample in &track.samples[piece.first..piece.first + piece.count] {
            data.extend_from_slice(&sample.bytes);
        }
    }
    data
}

fn movie(tracks: &[Track], pieces: &[Vec<Piece>], tenths: u32) -> Vec<u8> {
    let length = tenths * (TIMESCALE / 10);
    let mut boxes = Boxes::default();
    boxes.put(b"moov", |moov| {
        moov.full(b"mvhd", 0, |mvhd| {
            mvhd.words(&[0, 0, TIMESCALE, length, 0x0001_0000]);
            mvhd.u16(0x0100);
            mvhd.zeros(10);
            mvhd.upright();
            mvhd.zeros(24);
            mvhd.u32(tracks.len() as u32 + 1);
        });
        for (id, (track, pieces)) in (1..).zip(tracks.iter().zip(pieces)) {
            moov.put(b"trak", |trak| track_boxes(trak, id, track, pieces, FILM));
        }
        label::of_film(moov);
    });
    boxes.0
}

/// What is in the box of a track of ours.
pub(crate) fn track_boxes(trak: &mut Boxes, id: u32, track: &Track, pieces: &[Piece], film: Film) {
    // In units of the film, to the nearest.
    let scale = u64::from(track.timescale);
    let length =
        ((u64::from(track.played()) * u64::from(film.timescale) + scale / 2) / scale) as u32;
    let (volume, width, height) = match &track.codec {
        Codec::Avc { width, height, .. } => (0, *width, *height),
        Codec::Mp3 { .. } => (0x0100, 0, 0),
    };
    // Enabled, and part of the film.
    trak.full(b"tkhd", 3, |tkhd| {
        tkhd.words(&[0, 0, id, 0, length, 0, 0, 0]);
        tkhd.u16(volume);
        tkhd.u16(0);
        tkhd.upright();
        tkhd.words(&[u32::from(width) << 16, u32::from(height) << 16]);
    });
    trak.put(b"edts", |edts| {
        edts.full(b"elst", 0, |elst| elst.words(&[1, length, track.skip, 0x0001_0000]));
    });
    trak.put(b"mdia", |mdia| {
        mdia.full(b"mdhd", 0, |mdhd| {
            mdhd.words(&[0, 0, track.timescale, track.decoded()]);
            // No language: "und".
            mdhd.words(&[0x55c4_0000]);
        });
        let kind = if volume == 0 { b"vide" } else { b"soun" };
        mdia.full(b"hdlr", 0, |hdlr| {
            hdlr.bytes(if film.is_quicktime { b"mhlr" } else { &[0; 4] });
            hdlr.bytes(kind);
            hdlr.zeros(13);
        });
        mdia.put(b"minf", |minf| {
            match track.codec {
                Codec::Avc { .. } => minf.full(b"vmhd", 1, |vmhd| vmhd.zeros(8)),
                Codec::Mp3 { .. } => minf.full(b"smhd", 0, |smhd| smhd.zeros(4)),
            }
            minf.put(b"dinf", |dinf| {
                dinf.full(b"dref", 0, |dref| {
                    dref.u32(1);
                    // The data is in this file.
                    dref.full(b"url ", 1, |_| {});
                });
            });
            minf.put(b"stbl", |stbl| tables(stbl, track, pieces, film));
        });
    });
}

fn tables(stbl: &mut Boxes, track: &Track, pieces: &[Piece], film: Film) {
    let samples = &track.samples;
    stbl.full(b"stsd", 0, |stsd| {
        stsd.u32(1);
        match &track.codec {
            Codec::Avc { width, height, sps, pps } => {
                entry::picture(stsd, *width, *height, sps, pps);
            }
            Codec::Mp3 { kind, .. } if film.is_quicktime => entry::quicktime_sound(stsd, *kind),
            Codec::Mp3 { kind, bits_per_second, .. } => entry::sound(stsd, *kind, *bits_per_second),
        }
    });
    stbl.full(b"stts", 0, |stts| list(stts, &runs(samples.iter().map(|s| s.duration))));
    let keys: Vec<[u32; 1]> =
        (1..).zip(samples).filter(|(_, sample)| sample.key).map(|(number, _)| [number]).collect();
    // Without this table every sample is one where decoding can start.
    if keys.len() < samples.len() {
        stbl.full(b"stss", 0, |stss| list(stss, &keys));
    }
    stbl.full(b"stsc", 0, |stsc| {
        let mut number = 1;
        let mut entries = Vec::new();
        for [pieces, samples] in runs(pieces.iter().map(|piece| piece.count as u32)) {
            entries.push([number, samples, 1]);
            number += pieces;
        }
        list(stsc, &entries);
    });
    stbl.full(b"stsz", 0, |stsz| {
        stsz.u32(0);
        let sizes: Vec<[u32; 1]> = samples.iter().map(|s| [s.bytes.len() as u32]).collect();
        list(stsz, &sizes);
    });
    stbl.full(b"stco", 0, |stco| {
        let offsets: Vec<[u32; 1]> = pieces.iter().map(|piece| [piece.offset]).collect();
        list(stco, &offsets);
    });
}

/// A table behind the number of its entries.
fn list<const N: usize>(boxes: &mut Boxes, entries: &[[u32; N]]) {
    boxes.u32(entries.len() as u32);
    entries.iter().for_each(|entry| boxes.words(entry));
}

/// Equal values in a row: how many, and which.
fn runs(values: impl Iterator<Item = u32>) -> Vec<[u32; 2]> {
    let mut runs: Vec<[u32; 2]> = Vec::new();
    for value in values {
        match runs.last_mut() {
            Some([count, last]) if *last == value => *count += 1,
            _ => runs.push([1, value]),
        }
    }
    runs
}
