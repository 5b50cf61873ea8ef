package io.forebay.format.avro.schema;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What to do with the values of one type on the way through a record. */
public final class Plan {
    private static final int[] NOBODY = {};
    private static final @Nullable Plan[] NO_PARTS = {};

    public final Type type;

    /** The columns that take the value. */
    public final int[] columns;

    /** By field or branch, by wanted item, or by wanted key; a field that nobody wants has none. */
    public final @Nullable Plan[] parts;

    /** ARRAY: the numbers of the wanted items, ascending. */
    public final int[] items;

    /** MAP: the wanted keys in UTF-8. */
    public final byte[][] keys;

    /** The columns whose path takes the value for an array, or for a record or a map, though it is none. */
    public final int[] noArray;

    public final int[] noObject;

    /** All columns that this plan may fill. */
    public final int[] all;

    private Plan(
            Type type,
            int[] columns,
            @Nullable Plan[] parts,
            int[] items,
            byte[][] keys,
            int[] noArray,
            int[] noObject,
            int[] all) {
        this.type = type;
        this.columns = columns;
        this.parts = parts;
        this.items = items;
        this.keys = keys;
        this.noArray = noArray;
        this.noObject = noObject;
        this.all = all;
    }

    public static Plan of(Type type, Wanted wanted) {
        @Nullable Plan[] parts = NO_PARTS;
        int[] items = NOBODY;
        byte[][] keys = {};
        switch (type.kind) {
            case UNION -> {
                parts = new Plan[type.parts()];
                for (int i = 0; i < parts.length; i++) {
                    parts[i] = of(type.part(i), wanted);
                }
                // The branch that is there takes the value, so that its type is known.
                return new Plan(type, NOBODY, parts, NOBODY, keys, NOBODY, NOBODY, all(wanted));
            }
            case RECORD -> parts = fields(type, wanted);
            case ARRAY -> {
                items = numbers(wanted.items().keySet());
                parts = of(type.part(0), wanted.items().values());
            }
            case MAP -> {
                keys = wanted.names().keySet().stream()
                        .map(key -> key.getBytes(StandardCharsets.UTF_8))
                        .toArray(byte[][]::new);
                parts = of(type.part(0), wanted.names().values());
            }
            default -> {}
        }
        boolean nothing = type.kind == Type.Kind.NULL;
        boolean object = type.kind == Type.Kind.RECORD || type.kind == Type.Kind.MAP;
        return new Plan(
                type,
                numbers(wanted.columns()),
                parts,
                items,
                keys,
                nothing || type.kind == Type.Kind.ARRAY
                        ? NOBODY
                        : below(wanted.items().values()),
                nothing || object ? NOBODY : below(wanted.names().values()),
                all(wanted));
    }

    private static @Nullable Plan[] fields(Type type, Wanted wanted) {
        Wanted[] fields = wanted.fields(Wanted.names(type));
        @Nullable Plan[] parts = new Plan[fields.length];
        boolean any = false;
        for (int i = 0; i < fields.length; i++) {
            if (fields[i] != null) {
                parts[i] = of(type.part(i), fields[i]);
                any = true;
            }
        }
        return any ? parts : NO_PARTS;
    }

    private static Plan[] of(Type item, Collection<Wanted> wanted) {
        return wanted.stream().map(want -> of(item, want)).toArray(Plan[]::new);
    }

    private static int[] numbers(Collection<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int[] below(Collection<Wanted> steps) {
        List<Integer> columns = new ArrayList<>();
        steps.forEach(step -> collect(step, columns));
        return numbers(columns);
    }

    private static int[] all(Wanted wanted) {
        List<Integer> columns = new ArrayList<>();
        collect(wanted, columns);
        return numbers(columns);
    }

    private static void collect(Wanted wanted, List<Integer> into) {
        into.addAll(wanted.columns());
        for (Map<?, Wanted> next : List.of(wanted.names(), wanted.items())) {
            next.values().forEach(step -> collect(step, into));
        }
    }
}
