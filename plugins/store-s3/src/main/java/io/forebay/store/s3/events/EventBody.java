package io.forebay.store.s3.events;

import io.forebay.spi.store.ObjectUri;
import java.util.List;

/** What the body of a queue's message says. */
public sealed interface EventBody {
    <R> R accept(Visitor<R> visitor);

    /**
     * Objects that were created.
     *
     * @param objects in the message's order; empty for what tells of nothing new, such as a removal or S3's test event
     */
    record Created(List<ObjectUri> objects) implements EventBody {
        public Created {
            objects = List.copyOf(objects);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.created(this);
        }
    }

    /**
     * SNS asks whether the queue wants a topic's messages, or says that it gets no more of them.
     *
     * @param topic its ARN, shortened and without control characters
     * @param ended whether it says the latter
     */
    record Subscription(String topic, boolean ended) implements EventBody {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.subscription(this);
        }
    }

    /** @param reason what is wrong, without anything of the body that may be secret */
    record Poison(String reason) implements EventBody {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.poison(this);
        }
    }

    /** One method for each. */
    interface Visitor<R> {
        R created(Created body);

        R subscription(Subscription body);

        R poison(Poison body);
    }
}
