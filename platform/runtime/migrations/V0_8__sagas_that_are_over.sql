-- What a saga knew is of no use for long after its end: the oldest go first.
CREATE INDEX sagas_at_rest ON sagas (changed_at) WHERE due_at IS NULL;
