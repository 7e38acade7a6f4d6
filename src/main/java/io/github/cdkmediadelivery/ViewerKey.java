package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.SharedResources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The public half of a key pair with which the owner signs URLs or cookies: RSA of 2048 bits or ECDSA on P-256, as PEM.
 *
 * <p>The AWS SDK for Java signs with both; releases before {@code signWithSha1ECDSA} sign with RSA keys alone.
 *
 * <p>It is read at synthesis, so that a key that CloudFront would refuse is refused here. The private half never
 * belongs here; one that is given by mistake is refused without being shown.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html">Signers
 *     that can create signed URLs and cookies</a>
 */
public final class ViewerKey extends Value<String> {

    private static final String OPTION = "publicKey";
    private static final int RSA_BITS = 2048;
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z ]+)-----\\s+([A-Za-z0-9+/=\\s]+)-----END \\1-----");
    private static final String MAKE =
            "make one with 'openssl genrsa -out private.pem 2048' and 'openssl rsa -pubout -in private.pem'";

    private ViewerKey(String pem) {
        super(pem);
    }

    /**
     * From text.
     *
     * @param pem what stands between and with {@code -----BEGIN PUBLIC KEY-----} and {@code -----END PUBLIC KEY-----}
     * @return the key
     * @throws IllegalArgumentException {@code publicKey: must be …} for a private key, a certificate, another size or
     *     curve, or text that is no PEM
     */
    public static ViewerKey fromPem(String pem) {
        Check.present("pem", pem);
        Matcher parts = PEM.matcher(pem.strip());
        check(parts.matches(), "must be a public key as PEM", "text that is none");
        String kind = parts.group(1);
        check(!kind.contains("PRIVATE"), "must be the public half of the pair", "a private key");
        check(!kind.equals("CERTIFICATE"), "must be a public key", "a certificate");
        check(kind.equals("PUBLIC KEY"), "must begin with -----BEGIN PUBLIC KEY-----", "-----BEGIN " + kind + "-----");
        byte[] encoded = decoded(parts.group(2));
        PublicKey key = parse("RSA", encoded).or(() -> parse("EC", encoded)).orElseThrow(ViewerKey::unknown);
        if (key instanceof RSAPublicKey rsa) {
            int bits = rsa.getModulus().bitLength();
            check(bits == RSA_BITS, "must have 2048 bits where it is RSA", bits + " bits");
        } else {
            check(isP256((ECPublicKey) key), "must be on the curve P-256 where it is ECDSA", "another curve");
        }
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return new ViewerKey("-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n");
    }

    /**
     * From a file.
     *
     * @param file PEM
     * @return the key
     * @throws IllegalArgumentException {@code publicKey: must be a file that can be read …}, and as {@link #fromPem}
     */
    public static ViewerKey fromFile(Path file) {
        Check.present("file", file);
        try {
            return fromPem(Files.readString(file));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    OPTION + ": must be a file that can be read, got '" + file + "'; " + MAKE, e);
        }
    }

    /** The same text for the same key, however it was wrapped. */
    String pem() {
        return chosen();
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException damaged) {
            throw unknown();
        }
    }

    private static Optional<PublicKey> parse(String algorithm, byte[] encoded) {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException notOfThisKind) {
            return Optional.empty();
        }
    }

    private static boolean isP256(ECPublicKey key) {
        try {
            AlgorithmParameters named = AlgorithmParameters.getInstance("EC");
            named.init(new ECGenParameterSpec("secp256r1"));
            ECParameterSpec p256 = named.getParameterSpec(ECParameterSpec.class);
            return key.getParams().getCurve().equals(p256.getCurve())
                    && key.getParams().getGenerator().equals(p256.getGenerator());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has P-256", e);
        }
    }

    private static void check(boolean holds, String rule, String got) {
        if (!holds) {
            throw refusal(rule, got);
        }
    }

    private static IllegalArgumentException unknown() {
        return refusal("must be RSA or ECDSA", "another algorithm, or damaged text");
    }

    private static IllegalArgumentException refusal(String rule, String got) {
        return Check.refusal(OPTION + ": " + rule, got, MAKE);
    }

    /** Which key it is: the beginning of its SHA-256 digest, of which its ids are made. */
    @Override
    public String toString() {
        return "public key " + SharedResources.digest(chosen());
    }
}
