package io.forebay.engine.ledger;

/**
 * Why a file was not loaded: its first error.
 *
 * @param line 0 for the file as a whole
 * @param errors how many it has in all
 */
public record FileFailure(int code, String reason, long line, long errors) {}
