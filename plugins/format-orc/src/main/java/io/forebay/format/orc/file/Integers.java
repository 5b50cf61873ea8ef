package io.forebay.format.orc.file;

import java.io.IOException;
import org.apache.orc.OrcProto;
import org.apache.orc.impl.IntegerReader;
import org.apache.orc.impl.RunLengthIntegerReader;
import org.apache.orc.impl.RunLengthIntegerReaderV2;

/** Integers without a sign, such as lengths. */
final class Integers {
    private Integers() {}

    static IntegerReader open(StreamBytes stream, OrcProto.ColumnEncoding encoding) throws IOException {
        return switch (encoding.getKind()) {
            case DIRECT, DICTIONARY -> new RunLengthIntegerReader(stream, false);
            case DIRECT_V2, DICTIONARY_V2 -> new RunLengthIntegerReaderV2(stream, false, false);
        };
    }
}
