package io.forebay.store.local;

import java.util.regex.Pattern;

/**
 * Names that copying tools use until a file is whole: rsync's {@code .name.Xy12Zw}, the AWS command line's
 * {@code name.6eF32a1B}, Hadoop's {@code name._COPYING_}, and the common endings. Such a file is closed a moment before
 * it gets its name, so it counts as complete only after it was quiet for a while.
 */
final class TemporaryNames {
    private static final Pattern PATTERN = Pattern.compile("(^|.*/)(\\.[^/]*"
            + "|[^/]*\\.(?=[0-9]*[a-fA-F])[0-9a-fA-F]{8}"
            + "|[^/]*(~|\\.tmp|\\.temp|\\.part|\\.partial|\\.filepart|\\.crdownload|\\.inprogress|\\._COPYING_))"
            + "(/.*)?");

    private TemporaryNames() {}

    static boolean matches(String key) {
        return PATTERN.matcher(key).matches();
    }
}
