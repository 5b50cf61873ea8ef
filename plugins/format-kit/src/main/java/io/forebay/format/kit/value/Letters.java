package io.forebay.format.kit.value;

/** Words of ASCII letters in any case. */
final class Letters {
    private Letters() {}

    /** Whether the bytes are the word. @param word lower case */
    static boolean are(String word, byte[] bytes, int from, int to) {
        if (to - from != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if ((bytes[from + i] | 0x20) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
