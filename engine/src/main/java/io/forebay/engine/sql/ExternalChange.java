package io.forebay.engine.sql;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What ALTER TABLE does to an external table. */
public sealed interface ExternalChange {
    <R> R accept(Visitor<R> visitor);

    /** A partition. @param values by column, as texts */
    record Partition(Map<String, String> values, String location) {
        public Partition {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /** ADD PARTITION … LOCATION …, for one or more. @param lenient IF NOT EXISTS */
    record AddPartitions(boolean lenient, List<Partition> partitions) implements ExternalChange {
        public AddPartitions {
            partitions = List.copyOf(partitions);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.addPartitions(this);
        }
    }

    /** DROP PARTITION. @param values by column, as texts */
    record DropPartition(Map<String, String> values) implements ExternalChange {
        public DropPartition {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.dropPartition(this);
        }
    }

    /** SET LOCATION. @param partition whose; null for the table's */
    record SetLocation(@Nullable Map<String, String> partition, String location) implements ExternalChange {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.setLocation(this);
        }
    }

    /** SET TABLE PROPERTIES. */
    record SetProperties(Map<String, String> properties) implements ExternalChange {
        public SetProperties {
            properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.setProperties(this);
        }
    }

    interface Visitor<R> {
        R addPartitions(AddPartitions change);

        R dropPartition(DropPartition change);

        R setLocation(SetLocation change);

        R setProperties(SetProperties change);
    }
}
