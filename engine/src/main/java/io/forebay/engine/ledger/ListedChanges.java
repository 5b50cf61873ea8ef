package io.forebay.engine.ledger;

import java.util.BitSet;

/**
 * How the objects of a listing stand to what a job knows.
 *
 * @param unseen the places of those whose names it does not know
 * @param changed the places of those that it knows by another ETag, but for those that a user has it skip
 */
public record ListedChanges(BitSet unseen, BitSet changed) {}
