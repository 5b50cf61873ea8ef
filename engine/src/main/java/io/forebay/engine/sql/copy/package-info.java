/**
 * Statements that move files: COPY, COPY JOB and UNLOAD. In: tokens. Out: a {@link io.forebay.engine.sql.CopyCommand} or
 * {@link io.forebay.engine.sql.UnloadCommand} whose parameters are known, given once and agree with each other, and its text without secrets.
 *
 * <p>A new parameter is a word in {@code CopyParameter}, what it clashes with in {@code ConflictMatrix}, its meaning in
 * {@code CopyOptions}. UNLOAD shares the words, {@code CopyGrammar}
 * says which are whose; the rest of it begins with {@code Unload}.
 */
@NullMarked
package io.forebay.engine.sql.copy;

import org.jspecify.annotations.NullMarked;
