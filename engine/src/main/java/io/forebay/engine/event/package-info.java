/**
 * Events in EventBridge's form. In: what has happened, as records, or an event of another part; a pattern; a target's
 * input. Out: the event as JSON, whether a pattern matches it, and what the target is given. Holds no state.
 */
@NullMarked
package io.forebay.engine.event;

import org.jspecify.annotations.NullMarked;
