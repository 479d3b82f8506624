//! The proleptic Gregorian calendar and fields that run over: numbers only. Day 1 is the first of January of year 1.
//!
//! Parts may come unpickled, so nothing here relies on their ranges but that of the month.

/// A day of the calendar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    pub year: u16,
    pub month: u8,
    pub day: u8,
}

/// A time of day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clock {
    pub hour: u8,
    pub minute: u8,
    pub second: u8,
    pub micro: u32,
}

pub const MIN_YEAR: i64 = 1;
pub const MAX_YEAR: i64 = 9999;
/// Number of the last day of the last year.
pub const MAX_ORDINAL: i64 = 3_652_059;

pub const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
pub const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Days of the months before this one.
pub fn days_before_month(year: i64, month: i64) -> i64 {
    const BEFORE: [i64; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    BEFORE[(month - 1).clamp(0, 11) as usize] + i64::from(month > 2 && is_leap(year))
}

pub fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 => 28 + i64::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn days_before_year(year: i64) -> i64 {
    let y = year - 1;
    y * 365 + y.div_euclid(4) - y.div_euclid(100) + y.div_euclid(400)
}

/// Number of a day.
pub fn ordinal(year: i64, month: i64, day: i64) -> i64 {
    days_before_year(year) + days_before_month(year, month) + day
}

/// Year, month and day of a number from 1 on.
pub fn from_ordinal(ordinal: i64) -> (i64, i64, i64) {
    let n = ordinal - 1;
    // A year that is too late by one at most.
    let mut year = n.div_euclid(146_097) * 400 + n.rem_euclid(146_097) / 365 + 1;
    while days_before_year(year) > n {
        year -= 1;
    }
    let rest = n - days_before_year(year);
    let mut month = (rest / 29 + 1).min(12);
    while days_before_month(year, month) > rest {
        month -= 1;
    }
    (year, month, rest - days_before_month(year, month) + 1)
}

/// Carries what of `low` is outside 0..`factor` over to `high`.
pub fn carry(high: &mut i64, low: &mut i64, factor: i64) {
    *high += low.div_euclid(factor);
    *low = low.rem_euclid(factor);
}

/// A date and a time whose fields may run over.
#[derive(Clone, Copy, Debug)]
pub struct Wide {
    pub year: i64,
    pub month: i64,
    pub day: i64,
    pub hour: i64,
    pub minute: i64,
    pub second: i64,
    pub micro: i64,
}

impl Wide {
    pub fn of(date: Date, clock: Clock) -> Wide {
        Wide {
            year: date.year.into(),
            month: date.month.into(),
            day: date.day.into(),
            hour: clock.hour.into(),
            minute: clock.minute.into(),
            second: clock.second.into(),
            micro: clock.micro.into(),
        }
    }

    /// Brings every field into its range; false when the year is none of the calendar's. The month is in range at first.
    pub fn normalize(&mut self) -> bool {
        carry(&mut self.second, &mut self.micro, 1_000_000);
        carry(&mut self.minute, &mut self.second, 60);
        carry(&mut self.hour, &mut self.minute, 60);
        carry(&mut self.day, &mut self.hour, 24);
        self.normalize_date()
    }

    pub fn normalize_date(&mut self) -> bool {
        if !(1..=days_in_month(self.year, self.month)).contains(&self.day) {
            (self.year, self.month, self.day) = from_ordinal(ordinal(self.year, self.month, 1) + self.day - 1);
        }
        (MIN_YEAR..=MAX_YEAR).contains(&self.year)
    }

    /// The parts, once they are normal.
    pub fn parts(&self) -> (Date, Clock) {
        let date = Date { year: self.year as u16, month: self.month as u8, day: self.day as u8 };
        let (hour, minute, second) = (self.hour as u8, self.minute as u8, self.second as u8);
        (date, Clock { hour, minute, second, micro: self.micro as u32 })
    }
}

impl Date {
    pub fn ordinal(self) -> i64 {
        ordinal(self.year.into(), self.month.into(), self.day.into())
    }
    /// Monday is 0.
    pub fn weekday(self) -> i64 {
        (self.ordinal() + 6).rem_euclid(7)
    }
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
    pub fn bytes(self) -> [u8; 4] {
        let [high, low] = self.year.to_be_bytes();
        [high, low, self.month, self.day]
    }
    /// From the form that `bytes` gives; the month at least must be one.
    pub fn from_bytes(bytes: &[u8]) -> Option<Date> {
        match *bytes {
            [high, low, month @ 1..=12, day] => Some(Date { year: u16::from_be_bytes([high, low]), month, day }),
            _ => None,
        }
    }
    /// Year, week and day of ISO 8601.
    pub fn iso_calendar(self) -> (i64, i64, i64) {
        // Week 1 is the one with the year's first Thursday.
        let first_monday = |year: i64| {
            let first = ordinal(year, 1, 1);
            let weekday = (first + 6).rem_euclid(7);
            first - weekday + if weekday > 3 { 7 } else { 0 }
        };
        let (mut year, today) = (i64::from(self.year), self.ordinal());
        let mut week = (today - first_monday(year)).div_euclid(7);
        if week < 0 {
            year -= 1;
            week = (today - first_monday(year)).div_euclid(7);
        } else if week >= 52 && today >= first_monday(year + 1) {
            year += 1;
            week = 0;
        }
        (year, week + 1, self.weekday() + 1)
    }
}

impl Clock {
    pub fn iso(self) -> String {
        let text = format!("{:02}:{:02}:{:02}", self.hour, self.minute, self.second);
        if self.micro == 0 { text } else { format!("{text}.{:06}", self.micro) }
    }
    pub fn seconds(self) -> i64 {
        i64::from(self.hour) * 3600 + i64::from(self.minute) * 60 + i64::from(self.second)
    }
    pub fn bytes(self) -> [u8; 6] {
        let [_, high, middle, low] = self.micro.to_be_bytes();
        [self.hour, self.minute, self.second, high, middle, low]
    }
    pub fn from_bytes(bytes: &[u8]) -> Option<Clock> {
        match *bytes {
            [hour, minute, second, high, middle, low] => {
                Some(Clock { hour, minute, second, micro: u32::from_be_bytes([0, high, middle, low]) })
            }
            _ => None,
        }
    }
}

/// `ctime()`
pub fn ctime(date: Date, clock: Clock) -> String {
    let month = MONTHS.get(usize::from(date.month).wrapping_sub(1)).unwrap_or(&"???");
    format!(
        "{} {month} {:2} {:02}:{:02}:{:02} {:04}",
        DAYS[date.weekday() as usize],
        date.day,
        clock.hour,
        clock.minute,
        clock.second,
        date.year
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_and_dates_are_inverse() {
        let mut day = (1, 1, 1);
        for n in 1..=MAX_ORDINAL {
            assert_eq!(from_ordinal(n), day);
            assert_eq!(ordinal(day.0, day.1, day.2), n);
            day.2 += 1;
            if day.2 > days_in_month(day.0, day.1) {
                day = if day.1 == 12 { (day.0 + 1, 1, 1) } else { (day.0, day.1 + 1, 1) };
            }
        }
        assert_eq!(day, (10_000, 1, 1));
        assert_eq!(from_ordinal(0), (0, 12, 31));
    }
}
