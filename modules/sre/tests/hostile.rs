//! Code lists nobody's compiler made, and patterns made to blow up.

use std::time::{Duration, Instant};

use sre::{Chardata, Error, FindScan, Invalid, MAXREPEAT, Program, State};

/// A small generator, so that runs repeat.
struct Rng(u64);

impl Rng {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }
}

/// Runs whatever is accepted, within limits; only a panic is a failure.
fn exercise(code: &[u32], groups: usize, flags: u32) -> bool {
    let Ok(program) = Program::new(code, groups, flags, &Chardata) else { return false };
    let wide: Vec<u32> = "ab\u{436}ca bAb\n\u{4e2d}-a1".chars().map(u32::from).collect();
    let bytes = b"aab cab\n\xffbAbc-a1aab";
    for (pos, endpos) in [(0, 100), (3, 7), (7, 3)] {
        let mut state = State::new(&program);
        state.set_limit(1 << 20);
        let mut polls = 0;
        let mut hook = || {
            polls += 1;
            if polls > 3 { Err(()) } else { Ok(()) }
        };
        let _ = program.match_at(bytes, pos, endpos, &mut state, &mut hook);
        let _ = program.search(&wide, pos, endpos, &mut state, &mut hook);
        let mut scan = FindScan::new(bytes.len(), pos, endpos);
        for _ in 0..50 {
            if scan.next(&program, bytes, &mut state, &mut hook) != Ok(true) {
                break;
            }
        }
    }
    true
}

#[test]
fn damaged_programs_do_no_harm() {
    let table: Vec<(Vec<u32>, usize, u32)> = include_str!("cases.txt")
        .lines()
        .map(|line| {
            let f: Vec<&str> = line.split('\t').collect();
            (f[3].split(' ').map(|w| w.parse().unwrap()).collect(), f[2].parse().unwrap(), f[1].parse().unwrap())
        })
        .collect();
    // More of them, and others, on request.
    let rounds = std::env::var("SRE_ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(20_000u64);
    let mut rng = Rng(0x5EED_0123_4567_89AB + rounds);
    let mut accepted = 0;
    for _ in 0..rounds {
        let (mut code, groups, flags) = table[rng.below(table.len())].clone();
        for _ in 0..=rng.below(3) {
            let at = rng.below(code.len());
            match rng.below(4) {
                0 => code[at] = rng.below(34) as u32,
                1 => code[at] = [0, MAXREPEAT, 0x8000_0000, 0x7FFF_FFFF, 1000, 255, 256][rng.below(7)],
                2 => code.insert(at, rng.below(34) as u32),
                _ => {
                    if code.len() > 1 {
                        code.remove(at);
                    }
                }
            }
        }
        accepted += usize::from(exercise(&code, groups, flags));
    }
    assert!(accepted > 1000, "too few damaged programs are still valid: {accepted}");
}

#[test]
fn random_words_do_no_harm() {
    let mut rng = Rng(77);
    for _ in 0..200_000 {
        let len = rng.below(12);
        let mut code: Vec<u32> = (0..len).map(|_| rng.below(32) as u32).collect();
        code.push(1);
        exercise(&code, rng.below(3), rng.below(64) as u32);
    }
}

#[test]
fn malformed_lists_are_refused() {
    let refuse = |code: &[u32], groups| assert_eq!(Program::new(code, groups, 0, &Chardata).err(), Some(Invalid));
    refuse(&[], 0);
    refuse(&[2], 0);
    refuse(&[19, 97, 1], 101);
    refuse(&[12, 0, 1], 0);
    refuse(&[21, 2, 1], 0);
    refuse(&[29, 6, 3, 2, 19, 97, 1, 1], 0);
    refuse(&[15, 9, 19, 97, 0, 1], 0);
    refuse(&[7, 5, 19, 97, 18, 9, 0, 1], 0);
    refuse(&[8, 1, 1], 0);
    // Nested too deeply for any parser to have produced.
    let mut deep = Vec::new();
    for level in 0..10_000u32 {
        deep.extend([4, (10_000 - level) * 4 - 2, 0]);
    }
    deep.extend(vec![1; 10_001]);
    refuse(&deep, 0);
}

fn within(code: &[u32], subject: &[u8], expected: bool) {
    let program = Program::new(code, 2, 0, &Chardata).unwrap();
    let start = Instant::now();
    let mut state = State::new(&program);
    let found = program.match_at(subject, 0, subject.len(), &mut state, &mut || Ok(()));
    assert_eq!(found, Ok(expected));
    let found = program.search(subject, 0, subject.len(), &mut state, &mut || Ok(()));
    assert_eq!(found, Ok(expected));
    assert!(start.elapsed() < Duration::from_secs(5), "took {:?}", start.elapsed());
}

const INF: u32 = MAXREPEAT;

#[test]
fn nested_repeats_do_not_explode() {
    let mut subject = vec![b'a'; 2000];
    subject.push(b'x');
    let mut long = vec![b'a'; 100_000];
    long.push(b'x');
    // (a*)*b
    within(&[28, 14, 0, INF, 21, 0, 29, 6, 0, INF, 19, 97, 1, 21, 1, 22, 19, 98, 1], &subject, false);
    // (a|aa)+\Z
    within(&[28, 19, 1, INF, 21, 0, 19, 97, 7, 3, 18, 7, 5, 19, 97, 18, 2, 0, 21, 1, 22, 6, 7, 1], &long, false);
    // (?:(a)|aa)*\Z
    within(
        &[28, 21, 0, INF, 7, 9, 21, 0, 19, 97, 21, 1, 18, 9, 7, 19, 97, 19, 97, 18, 2, 0, 22, 6, 7, 19, 98, 1],
        &long,
        false,
    );
    // (?:a?){30}a{30}, and with b behind: the counter is part of what is remembered
    let thirty = [b'a'; 30];
    within(&[28, 10, 30, 30, 29, 6, 0, 1, 19, 97, 1, 22, 29, 6, 30, 30, 19, 97, 1, 1], &thirty, true);
    within(&[28, 10, 30, 30, 29, 6, 0, 1, 19, 97, 1, 22, 29, 6, 30, 30, 19, 97, 1, 19, 98, 1], &thirty, false);
    // (?:(?:a|aa){2,50})+b
    within(
        &[28, 20, 1, INF, 28, 15, 2, 50, 19, 97, 7, 3, 18, 7, 5, 19, 97, 18, 2, 0, 22, 22, 19, 98, 1],
        &subject[1900..],
        false,
    );
    // (?:a+?)+?b
    within(&[28, 10, 1, INF, 31, 6, 1, INF, 19, 97, 1, 23, 19, 98, 1], &subject, false);
}

#[test]
fn nesting_costs_no_time_to_translate() {
    // ((?:…){9}){9}, 200 deep, around nothing
    let mut code = Vec::new();
    for level in 0..200u32 {
        code.extend([28, (200 - level) * 5 - 2, 9, 9]);
    }
    code.extend([22; 200]);
    code.push(1);
    let start = Instant::now();
    Program::new(&code, 0, 0, &Chardata).unwrap();
    assert!(start.elapsed() < Duration::from_secs(2));
}

#[test]
fn a_leading_run_is_tried_once() {
    // [ ]+x over a long run of blanks: quadratic if every start is tried
    let mut subject = vec![b' '; 1_000_000];
    subject.push(b'y');
    within(&[29, 6, 1, INF, 19, 32, 1, 19, 120, 1], &subject, false);
}

#[test]
fn the_hook_ends_a_match() {
    // (a*)*\1b: group references rule out remembering
    let code = [28, 14, 0, INF, 21, 0, 29, 6, 0, INF, 19, 97, 1, 21, 1, 22, 12, 0, 19, 98, 1];
    let program = Program::new(&code, 1, 0, &Chardata).unwrap();
    let mut polls = 0;
    let mut hook = || {
        polls += 1;
        if polls == 5 { Err(()) } else { Ok(()) }
    };
    let subject = [b'a'; 60];
    let found = program.match_at(&subject, 0, 60, &mut State::new(&program), &mut hook);
    assert_eq!(found, Err(Error::Interrupted));
}

#[test]
fn the_stack_is_bounded() {
    // (?:a|aa)*b
    let code = [28, 15, 0, INF, 19, 97, 7, 3, 18, 7, 5, 19, 97, 18, 2, 0, 22, 19, 98, 1];
    let program = Program::new(&code, 0, 0, &Chardata).unwrap();
    let mut subject = vec![b'a'; 1_000_000];
    subject.push(b'b');
    let mut state = State::new(&program);
    let end = subject.len();
    assert_eq!(program.match_at(&subject, 0, end, &mut state, &mut || Ok(())), Ok(true));
    state.set_limit(1 << 20);
    assert_eq!(program.match_at(&subject, 0, end, &mut state, &mut || Ok(())), Err(Error::StackExhausted));
    // And the state is fit for use again.
    assert_eq!(program.match_at(b"aab", 0, 3, &mut state, &mut || Ok(())), Ok(true));
}
