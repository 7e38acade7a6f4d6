package io.github.cdkmediadelivery.rehearsal;

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
     * @param origins ports of what stands for the first origins, and for the second
     * @param site folder of the pages of other sites
     * @param sites their names
     * @param folder for its files
     */
    static NginxEdge start(
            List<Distribution> distributions,
            Map<String, String> publicKeys,
            List<Integer> origins,
            Path site,
            List<String> sites,
            Path folder)
            throws IOException, InterruptedException, GeneralSecurityException {
        NginxConfiguration.Ports ports = freePorts();
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
                folder.resolve("nginx.conf"),
                new NginxConfiguration(distributions, ports, origins, site, sites, folder).text());
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
        await(process, ports.secure(), log);
        return new NginxEdge(ports.secure(), ports.plain(), process);
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

    private static NginxConfiguration.Ports freePorts() throws IOException {
        try (ServerSocket one = new ServerSocket(0);
                ServerSocket two = new ServerSocket(0);
                ServerSocket three = new ServerSocket(0)) {
            return new NginxConfiguration.Ports(one.getLocalPort(), two.getLocalPort(), three.getLocalPort());
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
