package io.forebay.format.parquet.file;

/** Is told what a struct of Thrift's compact protocol has, in its order; of structs deeper than the second nothing. */
public interface CompactFields {
    /** The outermost struct, for the methods below: no field has that number. */
    long OUTERMOST = Long.MIN_VALUE;

    /** A struct begins. @param field its number in the outermost struct */
    void struct(long field);

    /** An {@code i32} or an enum. @param outer the number of the struct that has the field, or {@link #OUTERMOST} */
    void number(long outer, long field, int value);

    void flag(long outer, long field, boolean value);
}
