package io.forebay.engine.schedule;

/**
 * What a delivery has started.
 *
 * @param execution whether it is an execution; else a statement of the Data API
 * @param id an ARN, or a statement's id
 */
record Started(boolean execution, String id) {}
