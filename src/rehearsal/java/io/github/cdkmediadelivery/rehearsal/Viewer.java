package io.github.cdkmediadelivery.rehearsal;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Asks by real names, each of which is on this machine: no browser, so nothing is added. */
final class Viewer {

    private final NginxEdge edge;

    Viewer(NginxEdge edge) {
        this.edge = edge;
    }

    /** What somebody got. */
    @SuppressWarnings("ArrayRecordComponent") // read once, and compared by nobody
    record Got(int status, Map<String, String> headers, byte[] body) {

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** Where it was decided; the origin itself where somebody came to it directly. */
        String decidedBy() {
            return headers.getOrDefault("x-decided-by", "");
        }

        @Override
        public String toString() {
            return status + " " + headers + (status < 400 ? "" : " " + text());
        }
    }

    Got get(String url, Map<String, String> headers) {
        URI parsed = URI.create(url);
        boolean plain = parsed.getScheme().equals("http");
        try (Socket socket =
                        new Socket(InetAddress.getLoopbackAddress(), plain ? edge.plainPort() : edge.securePort());
                Socket talk = plain ? socket : secure(socket, parsed.getHost())) {
            StringBuilder request = new StringBuilder("GET " + url.replaceFirst("^https?://[^/]*", "")
                    + " HTTP/1.0\r\nHost: " + parsed.getHost() + "\r\n");
            headers.forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
            talk.getOutputStream().write((request + "\r\n").getBytes(StandardCharsets.UTF_8));
            return read(talk.getInputStream());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(url, e);
        }
    }

    Got get(String url) {
        return get(url, Map.of());
    }

    private static Socket secure(Socket socket, String host) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Trusting()}, new SecureRandom());
        SSLSocket secure = (SSLSocket) context.getSocketFactory().createSocket(socket, host, socket.getPort(), true);
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(host)));
        secure.setSSLParameters(parameters);
        return secure;
    }

    private static Got read(InputStream stream) throws IOException {
        byte[] all = stream.readAllBytes();
        int at = 0;
        while (!(all[at] == '\r' && all[at + 1] == '\n' && all[at + 2] == '\r' && all[at + 3] == '\n')) {
            at++;
        }
        List<String> lines =
                new ArrayList<>(List.of(new String(all, 0, at, StandardCharsets.ISO_8859_1).split("\r\n", -1)));
        int status = Integer.parseInt(lines.remove(0).split(" ", -1)[1]);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        lines.forEach(line -> headers.put(line.replaceFirst(":.*", ""), line.replaceFirst("[^:]*: *", "")));
        return new Got(status, headers, java.util.Arrays.copyOfRange(all, at + 4, all.length));
    }

    /** The certificate is the rehearsal's own. */
    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
