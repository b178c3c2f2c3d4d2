//! The vocal tract: phones become movements, and these become sound.

use foley_synth::Rng;

use crate::{
    phone::{Kind, Noise, Phone, Release},
    prosody::{Note, Score},
    resonator::{Band, Notch, RATE, Resonator},
    source::Source,
    voice::Voice,
};

/// Frames between two settings of the resonances: 1.5 ms.
const CONTROL: usize = 64;
/// How fast levels follow what is asked, in seconds.
const ATTACK: f32 = 0.004;
/// Seconds in which a vowel comes from its neighbour, and in which a consonant does.
const VOWEL_TURN: f32 = 0.055;
const OTHER_TURN: f32 = 0.018;
/// Widths of the first three resonances.
const WIDTHS: [f32; 3] = [70.0, 95.0, 140.0];
/// Those above, which stay where they are: frequency and width.
const HIGHER: [(f32, f32); 3] = [(3_500.0, 220.0), (4_500.0, 300.0), (5_600.0, 420.0)];
/// What a nose adds: a resonance, and a notch that lies on it when the nose is closed.
const NOSE: f32 = 270.0;
const NOSE_OPEN: f32 = 520.0;

/// A stretch of time in which one thing is done.
#[derive(Clone, Copy, Debug)]
struct Gesture {
    seconds: f32,
    from: [f32; 3],
    to: [f32; 3],
    /// Seconds at its ends that belong to the way from and to its neighbours.
    turn: f32,
    voice: f32,
    air: f32,
    hiss: f32,
    /// Whether the hiss comes in the rhythm of the voice.
    pulsed: bool,
    noise: Noise,
    nasal: f32,
}

/// Says a score.
pub(crate) fn say(score: &Score, voice: &Voice) -> Vec<f32> {
    let gestures = gestures(&score.notes);
    let mut player = Player::new(voice);
    let mut path = Path::new(&gestures);
    let mut melody = Melody { points: &score.melody, at: 0 };
    let total: f32 = gestures.iter().map(|gesture| gesture.seconds).sum();
    let frames = (total * RATE) as usize;
    let mut out = Vec::with_capacity(frames + CONTROL);
    while out.len() < frames {
        let t = out.len() as f32 / RATE;
        let (gesture, formants) = path.at(t);
        let octaves = melody.at(t);
        player.set(gesture, formants);
        let pitch = voice.pitch * libm::exp2f(octaves + player.wander());
        out.extend((0..CONTROL).map(|_| player.next(pitch)));
    }
    out.truncate(frames);
    out
}

/// What is done for each note.
fn gestures(notes: &[Note]) -> Vec<Gesture> {
    let mut all: Vec<Gesture> = Vec::new();
    for (i, note) in notes.iter().enumerate() {
        let Some(phone) = note.phone else {
            let at = all.last().map_or([500.0, 1_500.0, 2_500.0], |last| last.to);
            all.push(Gesture { seconds: note.seconds, ..still(at) });
            continue;
        };
        let next = notes.get(i + 1).and_then(|note| note.phone);
        let before = i.checked_sub(1).and_then(|i| notes[i].phone);
        add(phone, note, before, next, &mut all);
    }
    all
}

fn still(at: [f32; 3]) -> Gesture {
    Gesture {
        seconds: 0.0,
        from: at,
        to: at,
        turn: OTHER_TURN,
        voice: 0.0,
        air: 0.0,
        hiss: 0.0,
        pulsed: false,
        noise: Noise { hz: 3_000.0, q: 1.0, level: 0.0 },
        nasal: 0.0,
    }
}

fn add(
    phone: &'static Phone,
    note: &Note,
    before: Option<&Phone>,
    next: Option<&Phone>,
    all: &mut Vec<Gesture>,
) {
    let near = next
        .filter(|next| next.is_vowel() || next.kind == Kind::Glide)
        .map(|next| next.from)
        .or(before.map(|before| before.to));
    let at = near.map_or(phone.from, |near| towards(phone.from, near, phone.follows()));
    let noise = match phone.kind {
        // What is released at the back hisses where the vowel resonates.
        Kind::Stop(_) | Kind::Breath if phone.follows() > 0.0 => {
            Noise { hz: phone.noise.hz * 0.4 + at[1] * 0.6, ..phone.noise }
        }
        _ => phone.noise,
    };
    let base = Gesture { noise, ..still(at) };
    let stress = if note.stress { 1.0 } else { 0.82 };
    let seconds = note.seconds;
    match phone.kind {
        Kind::Vowel => {
            let near_nose =
                |other: Option<&Phone>| other.is_some_and(|other| other.kind == Kind::Nasal);
            all.push(Gesture {
                seconds,
                from: phone.from,
                to: phone.to,
                turn: VOWEL_TURN,
                voice: stress,
                nasal: if near_nose(next) { 0.25 } else { 0.0 },
                ..base
            });
        }
        Kind::Glide => {
            all.push(Gesture { seconds, turn: 0.030, voice: 0.62 * stress, ..base });
        }
        Kind::Nasal => {
            all.push(Gesture { seconds, voice: 0.55 * stress, nasal: 1.0, ..base });
        }
        Kind::Breath => {
            all.push(Gesture { seconds, air: 0.85, hiss: noise.level, turn: 0.030, ..base });
        }
        Kind::Fricative(voiced) => {
            let voice = if voiced { 0.30 } else { 0.0 };
            all.push(Gesture { seconds, voice, hiss: noise.level, pulsed: voiced, ..base });
        }
        Kind::Stop(release) => {
            let open = next.is_some_and(|next| next.is_vowel() || next.kind == Kind::Glide);
            // After s, and before another consonant, there is no puff of air.
            let after_s = before.is_some_and(|before| before.name == "S");
            let puff = if release == Release::Aspirated && open && !after_s { 0.42 } else { 0.0 };
            let burst = 0.13;
            let hum = if release == Release::Voiced { 0.14 } else { 0.0 };
            all.push(Gesture { seconds: seconds * (1.0 - puff - burst), voice: hum, ..base });
            let level = noise.level * if open { 1.0 } else { 0.55 };
            all.push(Gesture { seconds: seconds * burst, hiss: level, voice: hum, ..base });
            if puff > 0.0 {
                let toward = near.map_or(at, |near| towards(at, near, 0.55));
                let to = near.map_or(at, |near| towards(at, near, 0.8));
                let air = Gesture { from: toward, to, air: 0.42, ..base };
                all.push(Gesture { seconds: seconds * puff, hiss: level * 0.12, ..air });
            }
        }
        Kind::Affricate(release) => {
            let (closed, hum) = match release {
                Release::Voiced => (0.48, 0.14),
                Release::Plain => (0.55, 0.0),
                Release::Aspirated => (0.38, 0.0),
            };
            let voiced = release == Release::Voiced;
            all.push(Gesture { seconds: seconds * closed, voice: hum, ..base });
            let hiss = Gesture { hiss: noise.level, pulsed: voiced, voice: hum, ..base };
            all.push(Gesture { seconds: seconds * (1.0 - closed), ..hiss });
        }
    }
}

fn towards(from: [f32; 3], to: [f32; 3], part: f32) -> [f32; 3] {
    // The first resonance says how open the mouth is, which the neighbours don't change.
    let first = if part >= 1.0 { to[0] } else { from[0] + (to[0] - from[0]) * part * 0.3 };
    [first, from[1] + (to[1] - from[1]) * part, from[2] + (to[2] - from[2]) * part]
}

/// Where the resonances are at each moment: through the middle of each gesture, and by a curve
/// from each to the next.
struct Path<'a> {
    gestures: &'a [Gesture],
    at: usize,
    /// When the gesture at `at` starts.
    start: f32,
}

impl<'a> Path<'a> {
    fn new(gestures: &'a [Gesture]) -> Self {
        Self { gestures, at: 0, start: 0.0 }
    }

    /// What is done at a time, and where the resonances are. Time only goes on.
    fn at(&mut self, t: f32) -> (Gesture, [f32; 3]) {
        while self.at + 1 < self.gestures.len() && t >= self.start + self.gestures[self.at].seconds
        {
            self.start += self.gestures[self.at].seconds;
            self.at += 1;
        }
        let Some(now) = self.gestures.get(self.at).copied() else {
            return (still([500.0, 1_500.0, 2_500.0]), [500.0, 1_500.0, 2_500.0]);
        };
        let here = t - self.start;
        let turn = now.turn.min(now.seconds * 0.4);
        let between = (now.seconds - 2.0 * turn).max(1e-4);
        let inside = mix(now.from, now.to, smooth((here - turn) / between));
        let near = |other: Option<&Gesture>, value: fn(&Gesture) -> [f32; 3], own: [f32; 3]| {
            // Neighbours meet nearer to the one that is made more exactly.
            other.map_or(own, |other| {
                mix(own, value(other), now.turn / (now.turn + other.turn).max(1e-4))
            })
        };
        let formants = if here < turn {
            let before = self.at.checked_sub(1).map(|i| &self.gestures[i]);
            let edge = near(before, |gesture| gesture.to, now.from);
            mix(edge, now.from, ease_out(here / turn.max(1e-4)))
        } else if here > now.seconds - turn {
            let edge = near(self.gestures.get(self.at + 1), |gesture| gesture.from, now.to);
            let left = (now.seconds - here) / turn.max(1e-4);
            mix(edge, now.to, ease_out(left))
        } else {
            inside
        };
        (now, formants)
    }
}

fn mix(a: [f32; 3], b: [f32; 3], part: f32) -> [f32; 3] {
    [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part, a[2] + (b[2] - a[2]) * part]
}

fn smooth(x: f32) -> f32 {
    let x = x.clamp(0.0, 1.0);
    x * x * (3.0 - 2.0 * x)
}

/// Fast at first, level at the end.
fn ease_out(x: f32) -> f32 {
    let left = 1.0 - x.clamp(0.0, 1.0);
    1.0 - left * left
}

/// The melody between its points.
struct Melody<'a> {
    points: &'a [(f32, f32)],
    at: usize,
}

impl Melody<'_> {
    /// Octaves at a time. Time only goes on.
    fn at(&mut self, t: f32) -> f32 {
        while self.points.get(self.at + 1).is_some_and(|next| next.0 <= t) {
            self.at += 1;
        }
        match (self.points.get(self.at), self.points.get(self.at + 1)) {
            (Some(from), Some(to)) if to.0 > from.0 => {
                from.1 + (to.1 - from.1) * smooth((t - from.0) / (to.0 - from.0))
            }
            (Some(last), _) => last.1,
            (None, _) => 0.0,
        }
    }
}

/// The tract itself, with everything that sounds on.
struct Player {
    source: Source,
    wander: Rng,
    drift: [f32; 2],
    resonators: [Resonator; 6],
    nose: Resonator,
    notch: Notch,
    band: Band,
    scale: f32,
    breath: f32,
    /// Voice, air, hiss and nasality: what they are, and what is asked.
    levels: [f32; 4],
    wanted: [f32; 4],
    pulsed: bool,
    follow: f32,
}

impl Player {
    fn new(voice: &Voice) -> Self {
        let mut resonators: [Resonator; 6] = Default::default();
        for (resonator, (hz, width)) in resonators.iter_mut().skip(3).zip(HIGHER) {
            resonator.tune(hz * voice.scale, width * voice.scale);
        }
        let mut nose = Resonator::default();
        nose.tune(NOSE, 100.0);
        Self {
            source: Source::new(voice),
            wander: voice.rng.fork("wander"),
            drift: [0.0; 2],
            resonators,
            nose,
            notch: Notch::default(),
            band: Band::default(),
            scale: voice.scale,
            breath: voice.breath,
            levels: [0.0; 4],
            wanted: [0.0; 4],
            pulsed: false,
            follow: 1.0 - libm::expf(-1.0 / (ATTACK * RATE)),
        }
    }

    /// A slow unsteadiness of the pitch, in octaves; for use once a setting.
    fn wander(&mut self) -> f32 {
        self.drift[0] += 0.02 * (self.wander.bipolar() - self.drift[0]);
        self.drift[1] += 0.02 * (self.drift[0] - self.drift[1]);
        self.drift[1] * 0.25
    }

    fn set(&mut self, gesture: Gesture, formants: [f32; 3]) {
        self.wanted = [gesture.voice, gesture.air, gesture.hiss, gesture.nasal];
        self.pulsed = gesture.pulsed;
        if gesture.hiss > 0.0 {
            self.band.tune(gesture.noise.hz * (0.5 + 0.5 * self.scale), gesture.noise.q);
        }
        let nasal = self.levels[3];
        for (i, resonator) in self.resonators.iter_mut().take(3).enumerate() {
            // Air and an open nose take energy out.
            let width = WIDTHS[i] * (1.0 + 0.6 * self.levels[1] + 0.7 * nasal);
            resonator.tune(formants[i] * self.scale, width * self.scale);
        }
        self.notch.tune(NOSE + (NOSE_OPEN - NOSE) * nasal, 100.0);
    }

    #[inline]
    fn next(&mut self, pitch: f32) -> f32 {
        for (level, wanted) in self.levels.iter_mut().zip(self.wanted) {
            *level += self.follow * (wanted - *level);
        }
        let [voice, air, hiss, _] = self.levels;
        let flow = self.source.next(pitch);
        let breath = self.breath * voice * flow.pulsed + 0.11 * air * flow.air;
        let mut x = voice * flow.voice + breath;
        x = self.nose.next(self.notch.next(x));
        for resonator in &mut self.resonators {
            x = resonator.next(x);
        }
        let noise = if self.pulsed { flow.pulsed } else { flow.air };
        x + 1.5 * hiss * self.band.next(noise)
    }
}
