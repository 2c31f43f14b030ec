//! An answer that is still being sent counts as a request in hand.

use std::{
    error::Error as StdError,
    pin::Pin,
    task::{Context, Poll},
};

use actix_web::{
    body::{BodySize, BoxBody, MessageBody},
    web::Bytes,
};

use crate::platform::app::InHand;

/// The body of an answer, and the request in hand until all of it has been sent.
pub struct Answering {
    body: BoxBody,
    _in_hand: InHand,
}

impl Answering {
    /// `body`, as it is.
    pub fn with(body: BoxBody, in_hand: InHand) -> BoxBody {
        BoxBody::new(Self { body, _in_hand: in_hand })
    }
}

impl MessageBody for Answering {
    type Error = Box<dyn StdError>;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Self::Error>>> {
        Pin::new(&mut self.get_mut().body).poll_next(context)
    }

    fn try_into_bytes(self) -> Result<Bytes, Self> {
        let Self { body, _in_hand } = self;
        body.try_into_bytes().map_err(|body| Self { body, _in_hand })
    }
}
