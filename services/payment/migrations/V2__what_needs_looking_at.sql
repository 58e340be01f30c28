-- For the figures: what somebody may have to look at, and is rare.
CREATE INDEX payments_unknown ON payments (booking_id) WHERE state = 'unknown';
CREATE INDEX refunds_refused ON refunds (refund_id) WHERE state = 'refused';
