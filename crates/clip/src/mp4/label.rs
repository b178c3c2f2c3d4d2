//! Who has made a film, as players and programs show it: a comment.

use super::boxes::Boxes;

/// Writes the label of a film that is ours.
pub(crate) fn of_film(moov: &mut Boxes) {
    comment(moov, b"Made by Foley's sandbox, not by Kling");
}

/// Writes the label of a film of which only the sound is ours.
pub(crate) fn of_sound(moov: &mut Boxes) {
    comment(moov, b"Sound made by Foley's sandbox, not by Kling");
}

fn comment(moov: &mut Boxes, text: &[u8]) {
    moov.put(b"udta", |udta| {
        udta.put(b"\xa9cmt", |cmt| {
            cmt.u16(text.len() as u16);
            // No language: "und".
            cmt.u16(0x55c4);
            cmt.bytes(text);
        });
    });
}
