//! The way of a throat through its poses.

use super::Pose;

/// A cubic through the poses, that rises only where they do.
pub(super) struct Path<'a> {
    poses: &'a [Pose],
    at: usize,
}

impl<'a> Path<'a> {
    pub(super) fn new(poses: &'a [Pose]) -> Self {
        Self { poses, at: 0 }
    }

    /// The values at a part of the call. Time only goes on.
    pub(super) fn at(&mut self, part: f32) -> [f32; 6] {
        while self.at + 2 < self.poses.len() && part >= self.poses[self.at + 1].at {
            self.at += 1;
        }
        let [Some(from), Some(to)] = [self.at, self.at + 1].map(|i| self.poses.get(i)) else {
            return self.poses.first().map_or([0.0; 6], |pose| pose.values);
        };
        let before = self.at.checked_sub(1).map(|i| &self.poses[i]);
        let after = self.poses.get(self.at + 2);
        let span = (to.at - from.at).max(1e-4);
        let x = ((part - from.at) / span).clamp(0.0, 1.0);
        core::array::from_fn(|k| {
            let here = slope(from, to, k);
            let start = before.map_or(here, |before| between(slope(before, from, k), here));
            let end = after.map_or(here, |after| between(here, slope(to, after, k)));
            let (a, rise) = (from.values[k], to.values[k] - from.values[k]);
            a + x * x * (3.0 - 2.0 * x) * rise
                + span * x * (1.0 - x) * ((1.0 - x) * start - x * end)
        })
    }
}

/// How fast a value goes from one pose to the next.
fn slope(from: &Pose, to: &Pose, value: usize) -> f32 {
    (to.values[value] - from.values[value]) / (to.at - from.at).max(1e-4)
}

/// How fast it goes at a pose between two slopes: not at all at a summit.
fn between(before: f32, after: f32) -> f32 {
    if before * after > 0.0 { 2.0 * before * after / (before + after) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::{super::pose, *};

    const VOWEL: [f32; 3] = [700.0, 1_300.0, 2_500.0];

    #[test]
    fn the_way_through_poses_never_goes_beyond_them() {
        let poses = [
            pose(0.0, 100.0, 0.0, 0.0, VOWEL),
            pose(0.3, 400.0, 1.0, 0.0, VOWEL),
            pose(0.35, 410.0, 1.0, 0.0, VOWEL),
            pose(0.9, 410.0, 0.2, 0.0, VOWEL),
            pose(1.0, 90.0, 0.0, 0.0, VOWEL),
        ];
        let mut path = Path::new(&poses);
        let mut last = 0.0;
        for i in 0..=1_000 {
            let [hz, voice, ..] = path.at(i as f32 / 1_000.0);
            assert!((89.9..=410.1).contains(&hz) && (-1e-6..=1.000_1).contains(&voice), "{i}");
            assert!((i == 0) || (hz - last).abs() < 10.0, "{i}: {last} to {hz}");
            last = hz;
        }
    }
}
