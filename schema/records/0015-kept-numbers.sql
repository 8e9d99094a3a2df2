-- The numbers that a batch's rows were first sent under, in their order: what is sent again under the same token is
-- then the same, whatever was said about who is who meanwhile. Null where nobody can come between (batches of the
-- journal), and until they are known.
alter table batches_in_hand add column numbers integer[];
