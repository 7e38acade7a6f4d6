package io.github.cdkmediadelivery.rehearsal;

import io.github.cdkmediadelivery.simulator.Behavior;
import io.github.cdkmediadelivery.simulator.Code;
import io.github.cdkmediadelivery.simulator.Distribution;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * nginx in the place of CloudFront, on loopback: one server for each distribution, by its names; one for the pages of
 * other sites; and for every other name what an origin says to someone who comes to it directly.
 */
final class NginxEdge implements AutoCloseable {

    private static final int PATIENCE = 10_000;

    /** What key value stores hold: there is one for all functions. */
    static final String STORE = "store.json";

    private static final String LISTEN = "127.0.0.1:";

    private final int secure;
    private final int plain;
    private final Process process;

    private NginxEdge(int secure, int plain, Process process) {
        this.secure = secure;
        this.plain = plain;
        this.process = process;
    }

    /**
     * Starts it.
     *
     * @param distributions that it stands for
     * @param publicKeys PEMs, by the ids that signers name
     * @param origins port of what stands for the origins
     * @param site folder of the pages of other sites
     * @param sites their names
     * @param folder for its files
     */
    static NginxEdge start(
            List<Distribution> distributions,
            Map<String, String> publicKeys,
            int origins,
            Path site,
            List<String> sites,
            Path folder)
            throws IOException, InterruptedException, GeneralSecurityException {
        int[] ports = freePorts();
        NginxModel model = new NginxModel(distributions, publicKeys);
        Files.writeString(folder.resolve("model.js"), model.script());
        for (String script : List.of("edge.js", "cloudfront")) {
            Files.copy(
                    Path.of("src/rehearsal/nginx", script),
                    folder.resolve(script),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        Files.writeString(folder.resolve(STORE), "{}");
        writeFunctions(model.functions(), folder);
        Certificate.write(folder);
        Path configuration = Files.writeString(
                folder.resolve("nginx.conf"), configuration(distributions, ports, origins, site, sites, folder));
        Path log = folder.resolve("nginx.log");
        Process process = new ProcessBuilder(
                        Tools.path("nginx"),
                        "-p",
                        folder.toString(),
                        "-c",
                        configuration.toString(),
                        "-e",
                        log.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        await(process, ports[0], log);
        return new NginxEdge(ports[0], ports[1], process);
    }

    /** A function's text is a module once its handler is exported. */
    private static void writeFunctions(List<Code> functions, Path folder) throws IOException {
        List<String> imports = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Code code : functions) {
            String name = "f" + names.size();
            Files.writeString(folder.resolve(name + ".js"), code.source() + "\nexport default { handler };\n");
            imports.add("import " + name + " from '" + name + ".js';\n");
            names.add(name);
        }
        Files.writeString(
                folder.resolve("functions.js"),
                String.join("", imports) + "export default [" + String.join(", ", names) + "];\n");
    }

    private static String configuration(
            List<Distribution> distributions, int[] ports, int origins, Path site, List<String> sites, Path folder) {
        StringBuilder servers = new StringBuilder();
        for (int i = 0; i < distributions.size(); i++) {
            servers.append(server(distributions.get(i), i, ports));
        }
        return """
                load_module %s;
                daemon off;
                worker_processes 1;
                pid nginx.pid;
                error_log nginx.log warn;
                events {}
                http {
                  access_log access.log;
                  types { text/html html; text/javascript js; }
                  client_body_temp_path temp; proxy_temp_path temp; fastcgi_temp_path temp; uwsgi_temp_path temp; scgi_temp_path temp;
                  js_path %s;
                  js_import edge from edge.js;
                  js_var $edge_key;
                  js_var $edge_request;
                  proxy_cache_path cache keys_zone=edge:4m;
                  ssl_certificate edge.pem;
                  ssl_certificate_key edge.pem;
                  server_names_hash_bucket_size 256;
                %s
                  server {
                    listen %s ssl;
                    server_name %s;
                    root %s;
                  }
                  server {
                    listen %s ssl default_server;
                    server_name _;
                    location / {
                      proxy_pass http://%s;
                      proxy_set_header Host $host;
                      proxy_set_header X-Edge-Request "";
                    }
                  }
                  server {
                    listen %s;
                    location / {
                      js_header_filter edge.times;
                      proxy_pass http://%s;
                    }
                  }
                }
                """
                .formatted(
                        Tools.NJS,
                        folder,
                        servers,
                        LISTEN + ports[0],
                        String.join(" ", sites),
                        site.toAbsolutePath(),
                        LISTEN + ports[0],
                        LISTEN + origins,
                        LISTEN + ports[2],
                        LISTEN + origins);
    }

    private static String server(Distribution distribution, int index, int[] ports) {
        List<String> names = new ArrayList<>(distribution.aliases());
        names.add(distribution.domainName());
        StringBuilder locations = new StringBuilder();
        for (int i = 0; i < distribution.behaviors().size(); i++) {
            locations.append("    location " + location(distribution.behaviors().get(i)) + " { set $behavior " + i
                    + "; js_content edge.handle; }\n");
        }
        String root = distribution.rootObject().isEmpty()
                ? ""
                : "    location = / { rewrite ^ /" + distribution.rootObject() + " last; }\n";
        return """
                  server {
                    listen %s ssl;
                    listen %s;
                    server_name %s;
                    set $distribution %d;
                %s%s
                    location @origin {
                      proxy_cache edge;
                      proxy_cache_key $edge_key;
                      proxy_cache_lock on;
                      proxy_cache_use_stale error timeout http_500 http_502 http_503 http_504;
                      proxy_ignore_headers Cache-Control Expires Vary Set-Cookie;
                      js_header_filter edge.decorate;
                      proxy_pass_request_headers off;
                      proxy_set_header X-Edge-Request $edge_request;
                      proxy_set_header X-Edge-Behavior $distribution-$behavior;
                      proxy_pass http://%s;
                    }
                  }
                """
                .formatted(
                        LISTEN + ports[0],
                        LISTEN + ports[1],
                        String.join(" ", names),
                        index,
                        root,
                        locations,
                        LISTEN + ports[2]);
    }

    /** Regular expressions are tried in their order, as behaviours are. */
    private static String location(Behavior behavior) {
        if (behavior.pattern().equals(Behavior.DEFAULT)) {
            return "/";
        }
        StringBuilder regex = new StringBuilder();
        behavior.pattern().replaceFirst("^/", "").chars().forEach(character -> {
            switch (character) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                case '"' -> regex.append("\\x22");
                default -> {
                    if (!Character.isLetterOrDigit(character)) {
                        regex.append('\\');
                    }
                    regex.append((char) character);
                }
            }
        });
        return "~ \"(?s)^/" + regex + "$\"";
    }

    private static int[] freePorts() throws IOException {
        try (ServerSocket one = new ServerSocket(0);
                ServerSocket two = new ServerSocket(0);
                ServerSocket three = new ServerSocket(0)) {
            return new int[] {one.getLocalPort(), two.getLocalPort(), three.getLocalPort()};
        }
    }

    private static void await(Process process, int port, Path log) throws IOException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE);
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return;
            } catch (IOException notYet) {
                if (!process.isAlive() || System.nanoTime() > until) {
                    throw new IllegalStateException(
                            "rehearsal: nginx did not start:\n" + Files.readString(log), notYet);
                }
                Thread.sleep(20);
            }
        }
    }

    /** Where it speaks TLS, for every name. */
    int securePort() {
        return secure;
    }

    /** Where distributions are asked by plain HTTP. */
    int plainPort() {
        return plain;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(PATIENCE, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
