package io.github.cdkmediadelivery.rehearsal;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/** A certificate for every name, which nobody but a rehearsal trusts: made by the JDK's own tool. */
final class Certificate {

    private static final char[] PASSWORD = "rehearsal".toCharArray();
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private Certificate() {}

    /** Writes {@code edge.pem}, certificate and key, into the folder. */
    static Path write(Path folder) throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve("edge.p12");
        Files.deleteIfExists(store);
        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "edge",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=rehearsal",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD)
                .start()
                .waitFor();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream stream = Files.newInputStream(store)) {
            keys.load(stream, PASSWORD);
        }
        return Files.writeString(
                folder.resolve("edge.pem"),
                pem("CERTIFICATE", keys.getCertificate("edge").getEncoded())
                        + pem("PRIVATE KEY", keys.getKey("edge", PASSWORD).getEncoded()));
    }

    private static String pem(String what, byte[] content) {
        return "-----BEGIN " + what + "-----\n" + LINES.encodeToString(content) + "\n-----END " + what + "-----\n";
    }
}
