//! The file: what is in it first, then pictures and sound by turns, a second of each, so that it
//! plays while it loads.

use super::{Codec, TIMESCALE, Track, boxes::Boxes};
use crate::mp3::Kind;

/// A second of a track, which stands in one piece.
#[derive(Clone, Copy, Debug)]
struct Chunk {
    second: u32,
    first: usize,
    count: usize,
    /// Where in the file.
    offset: u32,
}

/// The film of these tracks, `tenths` of a second long.
pub(crate) fn file(tracks: &[Track], tenths: u32) -> Vec<u8> {
    let mut file = Boxes::default();
    file.put(b"ftyp", |ftyp| {
        ftyp.bytes(b"isom");
        ftyp.u32(0x200);
        ftyp.bytes(b"isomiso2avc1mp41");
    });
    let mut chunks: Vec<Vec<Chunk>> = tracks.iter().map(seconds).collect();
    // The tables are as long with any offsets: written once to see where the data starts, and
    // once more to say so.
    let tables = movie(tracks, &chunks, tenths).len();
    let data = lay_out(tracks, &mut chunks, file.0.len() + tables + 8);
    file.bytes(&movie(tracks, &chunks, tenths));
    file.put(b"mdat", |mdat| mdat.bytes(&data));
    file.0
}

/// The track's chunks, at no place yet.
fn seconds(track: &Track) -> Vec<Chunk> {
    let mut chunks: Vec<Chunk> = Vec::new();
    let mut at = 0;
    for (first, sample) in track.samples.iter().enumerate() {
        let second = at / track.timescale;
        at += sample.duration;
        match chunks.last_mut() {
            Some(chunk) if chunk.second == second => chunk.count += 1,
            _ => chunks.push(Chunk { second, first, count: 1, offset: 0 }),
        }
    }
    chunks
}

/// The data of all chunks by their time; each learns where it is in a file whose data starts at
/// `start`.
fn lay_out(tracks: &[Track], chunks: &mut [Vec<Chunk>], start: usize) -> Vec<u8> {
    let mut order: Vec<(&Track, &mut Chunk)> = tracks
        .iter()
        .zip(chunks)
        .flat_map(|(track, chunks)| chunks.iter_mut().map(move |chunk| (track, chunk)))
        .collect();
    order.sort_by_key(|(_, chunk)| chunk.second);
    let mut data = Vec::new();
    for (track, chunk) in order {
        chunk.offset = (start + data.len()) as u32;
        for sample in &track.samples[chunk.first..chunk.first + chunk.count] {
            data.extend_from_slice(&sample.bytes);
        }
    }
    data
}

fn movie(tracks: &[Track], chunks: &[Vec<Chunk>], tenths: u32) -> Vec<u8> {
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
        for (id, (track, chunks)) in (1..).zip(tracks.iter().zip(chunks)) {
            moov.put(b"trak", |trak| track_boxes(trak, id, track, chunks));
        }
    });
    boxes.0
}

fn track_boxes(trak: &mut Boxes, id: u32, track: &Track, chunks: &[Chunk]) {
    // In units of the film, to the nearest.
    let scale = u64::from(track.timescale);
    let length = ((u64::from(track.played()) * u64::from(TIMESCALE) + scale / 2) / scale) as u32;
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
            hdlr.u32(0);
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
            minf.put(b"stbl", |stbl| tables(stbl, track, chunks));
        });
    });
}

fn tables(stbl: &mut Boxes, track: &Track, chunks: &[Chunk]) {
    let samples = &track.samples;
    stbl.full(b"stsd", 0, |stsd| {
        stsd.u32(1);
        match &track.codec {
            Codec::Avc { width, height, sps, pps } => picture(stsd, *width, *height, sps, pps),
            Codec::Mp3 { kind, bits_per_second, .. } => sound(stsd, *kind, *bits_per_second),
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
        for [chunks, samples] in runs(chunks.iter().map(|chunk| chunk.count as u32)) {
            entries.push([number, samples, 1]);
            number += chunks;
        }
        list(stsc, &entries);
    });
    stbl.full(b"stsz", 0, |stsz| {
        stsz.u32(0);
        let sizes: Vec<[u32; 1]> = samples.iter().map(|s| [s.bytes.len() as u32]).collect();
        list(stsz, &sizes);
    });
    stbl.full(b"stco", 0, |stco| {
        let offsets: Vec<[u32; 1]> = chunks.iter().map(|chunk| [chunk.offset]).collect();
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

fn picture(stsd: &mut Boxes, width: u16, height: u16, sps: &[u8], pps: &[u8]) {
    stsd.put(b"avc1", |avc1| {
        avc1.zeros(6);
        avc1.u16(1);
        avc1.zeros(16);
        avc1.u16(width);
        avc1.u16(height);
        avc1.words(&[0x0048_0000, 0x0048_0000, 0]);
        avc1.u16(1);
        avc1.zeros(32);
        avc1.u16(24);
        avc1.u16(0xffff);
        avc1.put(b"avcC", |config| {
            config.u8(1);
            // Profile, what it also fits, and level: as in the parameters themselves.
            config.bytes(&[1, 2, 3].map(|i| sps.get(i).copied().unwrap_or(0)));
            // Lengths of four bytes; one set of each.
            config.bytes(&[0xff, 0xe1]);
            config.u16(sps.len() as u16);
            config.bytes(sps);
            config.u8(1);
            config.u16(pps.len() as u16);
            config.bytes(pps);
        });
        // BT.601, limited range, as the pictures were made.
        avc1.put(b"colr", |colr| {
            colr.bytes(b"nclx");
            [6, 6, 6].into_iter().for_each(|code| colr.u16(code));
            colr.u8(0);
        });
    });
}

fn sound(stsd: &mut Boxes, kind: Kind, bits_per_second: u32) {
    stsd.put(b"mp4a", |mp4a| {
        mp4a.zeros(6);
        mp4a.u16(1);
        mp4a.zeros(8);
        mp4a.u16(kind.channels);
        mp4a.u16(16);
        mp4a.zeros(4);
        mp4a.u32(kind.sample_rate << 16);
        mp4a.full(b"esds", 0, |esds| {
            // An elementary stream (3), its decoder (4: audio of MPEG-1 or MPEG-2), and how it is
            // packed (6): each with the length of what follows.
            let decoder = if kind.is_first { 0x6b } else { 0x69 };
            esds.bytes(&[3, 21, 0, 0, 0, 4, 13, decoder, 0x15, 0, 0, 0]);
            esds.words(&[bits_per_second, bits_per_second]);
            esds.bytes(&[6, 1, 2]);
        });
    });
}
