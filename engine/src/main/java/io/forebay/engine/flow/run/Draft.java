package io.forebay.engine.flow.run;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** An event that is about to be one. */
record Draft(EventType type, Frame frame, ObjectNode data) {}
