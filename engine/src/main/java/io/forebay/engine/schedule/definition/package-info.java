/**
 * What schedules and triggers are to do. In: definitions as JSON, in the words of EventBridge and our own. Out: the same,
 * read and checked; what is wrong is said with its place. Holds no state.
 */
@NullMarked
package io.forebay.engine.schedule.definition;

import org.jspecify.annotations.NullMarked;
