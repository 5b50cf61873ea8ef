package io.forebay.spi.format;

import java.util.List;

/** How records and fields are laid out in a file. */
public sealed interface Layout {
    <R> R accept(Visitor<R> visitor);

    /** Text with a delimiter and no quoting. @param delimiter one ASCII character */
    record Delimited(byte delimiter) implements Layout {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.delimited(this);
        }
    }

    /** CSV with quotes that are doubled inside quotes. */
    record Csv(byte delimiter, byte quote) implements Layout {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.csv(this);
        }
    }

    /** Fields of fixed widths. */
    record FixedWidth(List<Field> fields) implements Layout {
        public FixedWidth {
            fields = List.copyOf(fields);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.fixedWidth(this);
        }

        /** @param width in characters, from 1 */
        public record Field(String label, int width) {}
    }

    /** A format that a plug-in reads by its name, such as JSON 'auto'. @param name upper case */
    record Named(String name, List<String> arguments) implements Layout {
        public Named {
            arguments = List.copyOf(arguments);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.named(this);
        }
    }

    interface Visitor<R> {
        R delimited(Delimited layout);

        R csv(Csv layout);

        R fixedWidth(FixedWidth layout);

        R named(Named layout);
    }
}
