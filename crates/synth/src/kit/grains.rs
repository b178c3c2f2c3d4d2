//! Many small things that happen by chance: when they come.

use super::rng::Rng;

/// Times between `from` and `to`, in seconds, of events that don't know of each other and come at
/// `rate` a second, a function of time that is never above `most`.
pub(crate) fn arrivals(
    rng: &mut Rng,
    from: f32,
    to: f32,
    most: f32,
    rate: impl Fn(f32) -> f32,
) -> Vec<f32> {
    let mut times = Vec::new();
    let mut t = from + rng.wait(1.0 / most);
    while t < to {
        if rng.unit() * most < rate(t) {
            times.push(t);
        }
        t += rng.wait(1.0 / most);
    }
    times
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_come_as_the_rate_says() {
        let (mut all, mut early) = (0, 0);
        for seed in 0..10 {
            let times = arrivals(&mut Rng::new(seed), 1.0, 11.0, 400.0, |t| 40.0 * (t - 1.0));
            assert!(times.iter().all(|t| (1.0..11.0).contains(t)));
            all += times.len();
            early += times.iter().filter(|t| **t < 6.0).count();
        }
        assert!((19_500..20_500).contains(&all), "{all}");
        assert!((4_750..5_250).contains(&early), "{early}");
        assert!(arrivals(&mut Rng::new(1), 3.0, 2.0, 10.0, |_| 10.0).is_empty());
    }
}
