//! Leases: work that one process at a time may do. Whoever holds one and dies loses it when its time is over.

use jiff::SignedDuration;
use uuid::Uuid;

use crate::{base::error::Result, platform::db::Tx};

/// Takes or renews the lease `name` for `holder`; whether it is theirs now.
///
/// # Errors
/// A fault of the database.
pub async fn take(tx: &Tx<'_>, name: &'static str, holder: Uuid, lasting: SignedDuration) -> Result<bool> {
    let take = "INSERT INTO leases (name, holder, until) VALUES ($1, $2, $3) \
                ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until \
                WHERE leases.holder = excluded.holder OR leases.until <= $4";
    let values = vec![name.into(), holder.into(), tx.now().plus(lasting).into(), tx.now().into()];
    Ok(tx.execute(take, values).await? == 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::TestDb;

    #[actix_web::test]
    async fn a_lease_has_one_holder_until_it_is_over() {
        let test = TestDb::open().await;
        let take = async |holder: u128| {
            let holder = Uuid::from_u128(holder);
            let minute = SignedDuration::from_mins(1);
            test.db.write(None, async move |tx| take(tx, "audit", holder, minute).await).await.expect("an answer")
        };

        assert!(take(1).await);
        assert!(!take(2).await);
        test.clock.advance(SignedDuration::from_secs(59));
        assert!(take(1).await, "renewed");
        test.clock.advance(SignedDuration::from_secs(59));
        assert!(!take(2).await);
        test.clock.advance(SignedDuration::from_secs(1));
        assert!(take(2).await);
        assert!(!take(1).await);
    }
}
