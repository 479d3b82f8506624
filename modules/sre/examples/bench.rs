//! Compares this engine's speed with times taken by `tools/bench.py` from CPython 2.7.

use std::hint::black_box;

use sre::{Chardata, FindScan, Program, State};

fn run(program: &Program, mode: &str, subject: &[u8]) -> usize {
    let mut state = State::new(program);
    let mut hook = || Ok(());
    match mode {
        "f" => {
            let mut scan = FindScan::new(subject.len(), 0, subject.len());
            let mut count = 0;
            while scan.next(program, subject, &mut state, &mut hook) == Ok(true) {
                count += 1;
            }
            count
        }
        "s" => usize::from(program.search(subject, 0, subject.len(), &mut state, &mut hook) == Ok(true)),
        _ => usize::from(program.match_at(subject, 0, subject.len(), &mut state, &mut hook) == Ok(true)),
    }
}

/// Processor time of this process so far, in nanoseconds: the clock of a busy machine says little.
fn cpu_time() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    stat.split(' ').next().and_then(|w| w.parse().ok()).unwrap_or(0.0)
}

fn main() {
    let path = std::env::args().nth(1).expect("a file made by tools/bench.py");
    let table = std::fs::read_to_string(path).expect("readable file");
    let (mut log_sum, mut lines) = (0.0, 0);
    println!("{:>10} {:>10} {:>7}", "cpython ns", "ns", "ratio");
    for line in table.lines() {
        let f: Vec<&str> = line.split('\t').collect();
        let code: Vec<u32> = f[4].split(' ').map(|w| w.parse().expect("number")).collect();
        let program =
            Program::new(&code, f[3].parse().expect("number"), f[2].parse().expect("number"), &Chardata).expect("valid");
        let hex = f[6].trim_start_matches('-').as_bytes();
        let subject: Vec<u8> =
            hex.chunks(2).map(|h| u8::from_str_radix(std::str::from_utf8(h).expect("ascii"), 16).expect("hex")).collect();
        let found = run(&program, f[5], &subject);
        assert_eq!(found.to_string(), f[7], "{}", f[0]);
        let mut n = 1;
        let took = loop {
            let start = cpu_time();
            for _ in 0..n {
                black_box(run(&program, f[5], black_box(&subject)));
            }
            let took = cpu_time() - start;
            if took > 3e7 {
                break took / f64::from(n);
            }
            n *= 4;
        };
        let theirs: f64 = f[1].parse().expect("number");
        log_sum += (theirs / took).ln();
        lines += 1;
        println!("{theirs:>10.0} {took:>10.0} {:>7.2}  {}", theirs / took, f[0]);
    }
    println!("geometric mean of ratios: {:.2}", (log_sum / f64::from(lines)).exp());
}
