//! Time and pitch: when each phone is said and for how long, and what melody lies over it.

use crate::{
    phone::{Kind, Phone},
    text::{Item, Rest, Spoken},
    voice::Voice,
};

/// Everything that the tract has to do, in order.
#[derive(Clone, Debug)]
pub(crate) struct Score {
    pub(crate) notes: Vec<Note>,
    /// The melody: seconds, and octaves over the pitch of the voice, in order.
    pub(crate) melody: Vec<(f32, f32)>,
}

/// One phone with its time, or a rest.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Note {
    pub(crate) phone: Option<&'static Phone>,
    pub(crate) seconds: f32,
    pub(crate) stress: bool,
}

/// Seconds of quiet before and after everything, at normal speed.
const ENDS: (f32, f32) = (0.04, 0.12);
/// The part of the whole that follows it as quiet besides: the sound is faded there.
const TAIL: f32 = 0.05;

fn rest(rest: Rest) -> f32 {
    match rest {
        Rest::Word => 0.0,
        Rest::Comma => 0.20,
        Rest::Stop | Rest::Question => 0.36,
    }
}

/// A phrase's place in time, for its melody.
#[derive(Clone, Copy, Debug)]
struct Span {
    start: f32,
    end: f32,
    close: Option<Rest>,
}

/// Gives the items their time and their melody.
pub(crate) fn score(items: &[Item], voice: &Voice, speed: f32) -> Score {
    let stretch = 1.0 / (speed * voice.pace);
    let mut score = Score { notes: Vec::new(), melody: vec![(0.0, 0.0)] };
    let mut at = 0.0;
    let mut put = |score: &mut Score, phone, seconds: f32, stress| {
        let start = at;
        at += seconds * stretch;
        score.notes.push(Note { phone, seconds: seconds * stretch, stress });
        (start, at)
    };
    put(&mut score, None, ENDS.0, false);
    let phrases = phrases(items);
    let count = phrases.len();
    for (number, (spoken, close)) in phrases.into_iter().enumerate() {
        let last = last_vowel(&spoken);
        let mut times = Vec::with_capacity(spoken.len());
        for i in 0..spoken.len() {
            let seconds = length(&spoken, i, last);
            times.push(put(&mut score, Some(spoken[i].phone), seconds, spoken[i].stress));
        }
        if let (Some(first), Some(end)) = (times.first(), times.last()) {
            let span = Span { start: first.0, end: end.1, close };
            sing(&spoken, &times, span, voice, &mut score.melody);
        }
        if let Some(close) = close.filter(|_| number + 1 < count) {
            put(&mut score, None, rest(close), false);
        }
    }
    put(&mut score, None, ENDS.1, false);
    let total: f32 = score.notes.iter().map(|note| note.seconds).sum();
    score.notes.push(Note { phone: None, seconds: total * TAIL, stress: false });
    score
}

/// What is said without a rest, and how it closes. Several rests in a row are the longest.
fn phrases(items: &[Item]) -> Vec<(Vec<Spoken>, Option<Rest>)> {
    let mut phrases: Vec<(Vec<Spoken>, Option<Rest>)> = vec![(Vec::new(), None)];
    for item in items {
        let Some((phrase, close)) = phrases.last_mut() else { break };
        match item {
            Item::Rest(Rest::Word) => {}
            Item::Rest(rest) if !phrase.is_empty() => {
                let now = close.get_or_insert(*rest);
                if *now == Rest::Comma {
                    *now = *rest;
                }
            }
            Item::Rest(_) => {}
            Item::Say(spoken) if close.is_some() => phrases.push((vec![*spoken], None)),
            Item::Say(spoken) => phrase.push(*spoken),
        }
    }
    phrases
}

fn last_vowel(spoken: &[Spoken]) -> usize {
    spoken.iter().rposition(|spoken| spoken.phone.is_vowel()).unwrap_or(0)
}

/// Seconds of a phone at normal speed.
fn length(spoken: &[Spoken], i: usize, last_vowel: usize) -> f32 {
    let Spoken { phone, stress, tone, .. } = spoken[i];
    let mut seconds = phone.millis / 1_000.0;
    let consonant = |at: usize| spoken.get(at).is_some_and(|next| !next.phone.is_vowel());
    if phone.is_vowel() {
        seconds *= match (tone, stress) {
            (0, true) => 1.12,
            (0, false) => 0.82,
            (5, _) => 0.62,
            (3, _) => 1.12,
            (4, _) => 0.95,
            _ => 1.05,
        };
    } else if consonant(i + 1) || i > 0 && consonant(i - 1) {
        // Consonants in a group are shorter.
        seconds *= 0.85;
    }
    if i >= last_vowel {
        seconds *= 1.28;
    }
    seconds
}

/// Draws the melody of a phrase: it sinks as the breath goes, rises on what is stressed, follows
/// the tones, and closes as the punctuation asks.
fn sing(
    spoken: &[Spoken],
    times: &[(f32, f32)],
    span: Span,
    voice: &Voice,
    melody: &mut Vec<(f32, f32)>,
) {
    let length = (span.end - span.start).max(0.05);
    let base = |t: f32| 0.12 - 0.24 * (t - span.start) / length;
    let lively = voice.liveliness;
    let last = last_vowel(spoken);
    let mut before = 0;
    let mut i = 0;
    while i < spoken.len() {
        if spoken[i].tone == 0 {
            if spoken[i].phone.is_vowel() {
                let (start, end) = times[i];
                let middle = 0.5 * (start + end);
                let lift = if spoken[i].stress { 0.20 * lively } else { -0.02 };
                melody.push((middle, base(middle) + lift));
                if i == last {
                    let close = match span.close {
                        Some(Rest::Question) => 0.60,
                        Some(Rest::Comma) => 0.06,
                        _ => -0.16,
                    };
                    melody.push((end, base(end) + close * lively));
                }
            }
            i += 1;
            continue;
        }
        // A syllable with a tone: its contour lies over all that is voiced in it.
        let end = (i + 1..spoken.len()).find(|at| spoken[*at].first).unwrap_or(spoken.len());
        let voiced = (i..end).find(|at| carries(spoken[*at].phone)).unwrap_or(i);
        let (start, stop) = (times[voiced].0, times[end - 1].1);
        let rise =
            if end == spoken.len() && span.close == Some(Rest::Question) { 0.12 } else { 0.0 };
        for (part, level) in contour(spoken[i].tone, before, end == spoken.len()) {
            let t = start + (stop - start) * part;
            // Five levels over something less than an octave.
            melody.push((t, base(t) * 0.7 + rise + (level - 3.0) * 0.20 * lively));
        }
        before = spoken[i].tone;
        i = end;
    }
}

fn carries(phone: &Phone) -> bool {
    matches!(phone.kind, Kind::Vowel | Kind::Glide)
}

/// The contour of a tone on the five levels: parts of the syllable, and levels.
fn contour(tone: u8, before: u8, last: bool) -> [(f32, f32); 4] {
    match tone {
        1 => [(0.05, 4.9), (0.35, 5.0), (0.7, 5.0), (0.97, 4.9)],
        2 => [(0.05, 2.6), (0.35, 2.7), (0.7, 4.0), (0.97, 5.0)],
        3 if last => [(0.05, 2.2), (0.35, 1.0), (0.6, 1.0), (0.97, 3.2)],
        3 => [(0.05, 2.2), (0.35, 1.2), (0.7, 1.0), (0.97, 1.1)],
        4 => [(0.05, 5.2), (0.3, 4.9), (0.7, 2.4), (0.97, 1.0)],
        // The neutral one goes on from where the one before has ended.
        _ => {
            let level = match before {
                3 => 4.0,
                4 => 1.2,
                1 => 2.4,
                _ => 2.8,
            };
            [(0.05, level), (0.35, level), (0.7, level - 0.2), (0.97, level - 0.4)]
        }
    }
}
