package io.forebay.engine.event;

import java.time.Instant;

/** What a template may say of the rule itself: {@code <aws.events.rule-arn>} and the like. */
public record Reserved(String ruleArn, String ruleName, Instant ingestionTime) {}
