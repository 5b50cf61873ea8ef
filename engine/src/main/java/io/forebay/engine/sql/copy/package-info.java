/**
 * Statements that move files: COPY and COPY JOB. In: tokens. Out: a {@link io.forebay.engine.sql.CopyCommand} whose
 * parameters are known, given once and agree with each other, and its text without secrets.
 *
 * <p>A new parameter is a word in {@code CopyParameter}, what it clashes with in {@code ConflictMatrix}, its meaning in
 * {@code CopyOptions}. Other statements with such parameters, as UNLOAD, belong here too.
 */
@NullMarked
package io.forebay.engine.sql.copy;

import org.jspecify.annotations.NullMarked;
