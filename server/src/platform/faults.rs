//! Faults that the proof of sync asks for, chosen at run time in builds with the feature `faults`. In every other
//! build nothing is ever planted, nothing is held, and every point is passed; the calls compile to nothing.
//!
//! - A [`Point`] is a place where the process can be made to die.
//! - A [`Plant`] is a mistake somebody could have made. The proof must catch each of them, or it proves nothing.
//! - [`arrival`] can hold one write between its arrival and its turn, as a loaded machine does.

/// Where the process can die.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    /// A batch is half done.
    InsideBatch,
    /// Everything is written and nothing is durable.
    BeforeCommit,
    /// Durable, and nobody was told.
    AfterCommit,
    /// The answer is about to leave.
    BeforeAnswer,
}

/// A mistake to make on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plant {
    /// Numbers of the feed come from a sequence, drawn when a write arrives, instead of a counter raised in the writing
    /// transaction.
    SequenceCursor,
    /// Callers are answered before COMMIT.
    EarlyAnswer,
    /// An insert that met an existing id is answered as applied (`ON CONFLICT DO NOTHING`).
    IgnoredInsert,
    /// An edit is applied whatever version it was written on.
    LostConflict,
}

pub use chosen::{Ticket, arrival, linger, pass, planted};

#[cfg(not(feature = "faults"))]
mod chosen {
    use super::{Plant, Point};

    /// A write's place in the sequence of arrivals; nothing in this build.
    #[derive(Clone, Copy)]
    pub struct Ticket;

    impl Ticket {
        /// Draws one.
        pub fn draw() -> Self {
            Self
        }

        /// The number to count from, where the plant asks for one.
        pub fn number(self) -> Option<i64> {
            None
        }
    }

    /// Goes on.
    pub fn pass(_: Point) {}

    /// Never.
    pub fn planted(_: Plant) -> bool {
        false
    }

    /// Goes on.
    pub async fn arrival() {}

    /// Goes on.
    pub async fn linger() {}
}

#[cfg(feature = "faults")]
pub use chosen::{arm, disarm, held, hold_next, plant, release, sequence_from};

#[cfg(feature = "faults")]
mod chosen {
    use std::{
        process::abort,
        sync::atomic::{AtomicI64, AtomicU8, Ordering::SeqCst},
        time::Duration,
    };

    use tokio::sync::Notify;

    use super::{Plant, Point};

    static DEADLY: AtomicU8 = AtomicU8::new(0);
    static PLANTED: AtomicU8 = AtomicU8::new(0);
    static DRAWN: AtomicI64 = AtomicI64::new(0);
    static STEPS: AtomicI64 = AtomicI64::new(0);
    static HOLDING: AtomicU8 = AtomicU8::new(0);
    static HELD: Notify = Notify::const_new();
    static RELEASED: Notify = Notify::const_new();

    /// A write's place in the sequence of arrivals.
    #[derive(Clone, Copy)]
    pub struct Ticket(i64);

    impl Ticket {
        /// Draws one.
        pub fn draw() -> Self {
            Self(DRAWN.fetch_add(10_000, SeqCst))
        }

        /// The number to count from, where the plant asks for one.
        pub fn number(self) -> Option<i64> {
            // A write that stores in several steps draws anew for each.
            planted(Plant::SequenceCursor).then(|| self.0 + STEPS.fetch_add(100, SeqCst) % 10_000)
        }
    }

    /// Begins the sequence here, beyond whatever an earlier process drew.
    pub fn sequence_from(number: i64) {
        DRAWN.store(number, SeqCst);
    }

    /// Makes the process die when it next comes to `point`.
    pub fn arm(point: Point) {
        DEADLY.store(point as u8 + 1, SeqCst);
    }

    /// Nothing is deadly any more, and nothing is to be held.
    pub fn disarm() {
        DEADLY.store(0, SeqCst);
        HOLDING.store(0, SeqCst);
    }

    /// Dies where told to.
    pub fn pass(point: Point) {
        if DEADLY.load(SeqCst) == point as u8 + 1 {
            abort();
        }
    }

    /// Makes a mistake from now on.
    pub fn plant(fault: Plant) {
        PLANTED.store(fault as u8 + 1, SeqCst);
    }

    /// Whether this mistake is to be made.
    pub fn planted(fault: Plant) -> bool {
        PLANTED.load(SeqCst) == fault as u8 + 1
    }

    /// Holds the next write of a person at its arrival.
    pub fn hold_next() {
        HOLDING.store(1, SeqCst);
    }

    /// Resolves once a write is held.
    pub async fn held() {
        HELD.notified().await;
    }

    /// Lets the held write go on.
    pub fn release() {
        RELEASED.notify_one();
    }

    /// Waits where told to.
    pub async fn arrival() {
        if HOLDING.compare_exchange(1, 0, SeqCst, SeqCst).is_ok() {
            HELD.notify_one();
            RELEASED.notified().await;
        }
    }

    /// Long enough for an answer that was given too early to leave the process.
    pub async fn linger() {
        tokio::time::sleep(Duration::from_millis(40)).await;
    }
}
