package io.forebay.store.s3.encryption;

import io.forebay.spi.ForebayException;
import io.forebay.spi.store.MasterKey;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * One object's own key and first block. In its metadata stand {@code x-amz-key}, the key encrypted with the master key
 * (AES/ECB/PKCS5Padding), {@code x-amz-iv}, {@code x-amz-matdesc}, and as a rule {@code
 * x-amz-unencrypted-content-length}.
 */
public final class Envelope {
    /** Ciphertext has a multiple of so many bytes. */
    public static final int BLOCK = 16;

    private static final String KEY = "x-amz-key";
    private static final String KEY_OF_VERSION_2 = "x-amz-key-v2";
    private static final String IV = "x-amz-iv";
    private static final String DESCRIPTION = "x-amz-matdesc";
    private static final String LENGTH = "x-amz-unencrypted-content-length";
    private static final String ALGORITHM = "x-amz-cek-alg";
    private static final String CBC = "AES/CBC/PKCS5Padding";
    private static final int KEY_BYTES = 32;

    private final SecretKey key;
    private final byte[] iv;
    private final OptionalLong length;

    private Envelope(byte[] key, byte[] iv, OptionalLong length) {
        this.key = new SecretKeySpec(key, "AES");
        this.iv = iv;
        this.length = length;
    }

    /** A new one for a file of so many bytes. */
    static Envelope random(long length) {
        SecureRandom random = new SecureRandom();
        byte[] key = new byte[KEY_BYTES];
        byte[] iv = new byte[BLOCK];
        random.nextBytes(key);
        random.nextBytes(iv);
        return new Envelope(key, iv, OptionalLong.of(length));
    }

    /** Whether an object's metadata has something of an envelope. */
    public static boolean in(Map<String, String> metadata) {
        return metadata.keySet().stream()
                .anyMatch(name -> name.equalsIgnoreCase(KEY) || name.equalsIgnoreCase(KEY_OF_VERSION_2));
    }

    /**
     * Reads what stands beside an object.
     *
     * @throws ForebayException NOT_DECRYPTED
     */
    public static Envelope open(ObjectUri object, Map<String, String> metadata, MasterKey master) {
        Map<String, String> named = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        named.putAll(metadata);
        requireVersion1(object, named);
        byte[] key = unwrap(object, decode(object, named, KEY), master);
        byte[] iv = decode(object, named, IV);
        if (iv.length != BLOCK) {
            throw damaged(object, IV);
        }
        return new Envelope(key, iv, length(object, named));
    }

    private static void requireVersion1(ObjectUri object, Map<String, String> named) {
        String algorithm = named.getOrDefault(ALGORITHM, CBC);
        if (named.containsKey(KEY) && algorithm.equals(CBC)) {
            return;
        }
        if (named.containsKey(KEY) || named.containsKey(KEY_OF_VERSION_2)) {
            throw refused(object, "is encrypted in a newer way (" + algorithm + ")")
                    .withHint("Files of the S3 encryption client's version 1 can be read, which have x-amz-key in their"
                            + " metadata and AES/CBC/PKCS5Padding as their cipher.");
        }
        throw refused(object, "is not encrypted by a client: there is no x-amz-key in its metadata")
                .withHint("Leave ENCRYPTED and the key out for files that are as they are, or encrypted by the store.");
    }

    private static byte[] unwrap(ObjectUri object, byte[] wrapped, MasterKey master) {
        try {
            Cipher cipher = Cipher.getInstance("AES/ECB/PKCS5Padding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(master.bytes(), "AES"));
            byte[] key = cipher.doFinal(wrapped);
            if (key.length == KEY_BYTES) {
                return key;
            }
        } catch (GeneralSecurityException e) {
            // told below: the padding is what shows that the key is another one
        }
        throw refused(object, "is encrypted with another master key than the one that was given");
    }

    private static byte[] decode(ObjectUri object, Map<String, String> named, String name) {
        try {
            return Base64.getDecoder().decode(named.getOrDefault(name, ""));
        } catch (IllegalArgumentException e) {
            throw damaged(object, name);
        }
    }

    private static OptionalLong length(ObjectUri object, Map<String, String> named) {
        String text = named.get(LENGTH);
        if (text == null) {
            return OptionalLong.empty();
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw damaged(object, LENGTH);
        }
        return OptionalLong.of(Long.parseLong(text));
    }

    private static ForebayException damaged(ObjectUri object, String name) {
        return refused(object, "cannot be decrypted: " + name + " in its metadata is damaged");
    }

    static ForebayException refused(ObjectUri object, String what) {
        return new ForebayException(StoreError.NOT_DECRYPTED, "'" + object + "' " + what);
    }

    /** What is to stand beside the object. */
    Map<String, String> metadata(MasterKey master) {
        try {
            Cipher cipher = Cipher.getInstance("AES/ECB/PKCS5Padding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(master.bytes(), "AES"));
            Base64.Encoder base64 = Base64.getEncoder();
            return Map.of(
                    KEY,
                    base64.encodeToString(cipher.doFinal(key.getEncoded())),
                    IV,
                    base64.encodeToString(iv),
                    DESCRIPTION,
                    "{}",
                    LENGTH,
                    String.valueOf(length.orElseThrow()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES", e);
        }
    }

    byte[] iv() {
        return iv.clone();
    }

    /** The bytes of the file, where that is told. */
    OptionalLong length() {
        return length;
    }

    /**
     * A cipher that goes on behind some block.
     *
     * @param mode one of {@link Cipher}'s
     * @param before the ciphertext's block in front
     * @param last whether the end of the file is in what follows, so that there is padding
     */
    Cipher cipher(int mode, byte[] before, boolean last) {
        try {
            Cipher cipher = Cipher.getInstance(last ? CBC : "AES/CBC/NoPadding");
            cipher.init(mode, key, new IvParameterSpec(before));
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES", e);
        }
    }
}
