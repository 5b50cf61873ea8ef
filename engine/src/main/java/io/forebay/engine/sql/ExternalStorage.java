package io.forebay.engine.sql;

import java.util.Map;

/**
 * How the files of an external table are laid out, in Hive's words.
 *
 * @param serde the class that makes rows of records
 * @param properties of the serde
 * @param input the class that makes records of files
 * @param output the class that writes such files
 */
public record ExternalStorage(String serde, Map<String, String> properties, String input, String output) {
    public ExternalStorage {
        properties = Map.copyOf(properties);
    }
}
