package io.github.cdkmediadelivery.internal;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awscdk.services.cloudfront.Distribution;

/**
 * The user's own paths, which CloudFront tries before the content's. One that hides all of a behaviour is refused; one
 * that takes single names out of the content is said; a folder or a file within it is what such paths are for.
 *
 * @param paths in the order in which CloudFront tries them
 * @param content the paths behind them
 */
public record OwnPaths(List<PathPattern> paths, List<PathPattern> content) implements Concern {

    private static final String WARNING = "additional-behavior-over-content";

    public static OwnPaths of(Collection<PathPattern> paths, List<? extends Route> content) {
        return new OwnPaths(
                List.copyOf(paths),
                content.stream()
                        .filter(Route.Content.class::isInstance)
                        .map(Route::path)
                        .toList());
    }

    /** A path that is the content's own is refused as one that is used twice. */
    @Override
    public void check(Plan plan) {
        for (PathPattern path : paths) {
            first(paths.subList(0, paths.indexOf(path)), earlier -> earlier.covers(path))
                    .ifPresent(earlier -> refuse(
                            "must not lie within an earlier one, '" + earlier + "', which CloudFront asks first",
                            path,
                            "name the narrower path first"));
            first(content, part -> path.covers(part) && !content.contains(path))
                    .ifPresent(hidden -> refuse(
                            "must leave the content its paths, of which '" + hidden + "' would never be asked",
                            path,
                            "name a narrower path, for example '/player/*'"));
        }
    }

    private static void refuse(String rule, PathPattern path, String fix) {
        throw Check.refusal("additionalBehavior: " + rule, path, fix);
    }

    @Override
    public void complete(Distribution distribution, Placement facade) {
        for (PathPattern path : paths) {
            taken(path)
                    .ifPresent(part -> Warnings.add(
                            facade.scope(),
                            WARNING,
                            "additionalBehavior '" + path + "' is asked before the content: what it matches of '" + part
                                    + "' goes to its origin, not to the content's. Name a folder, for example"
                                    + " '/player/*', or acknowledge this if it is meant."));
        }
    }

    /**
     * A folder or a file within the content is left out on purpose; {@code *.ts} takes what the content consists of,
     * and so does {@code /folder/*.ts} in the content's own folder.
     */
    private Optional<PathPattern> taken(PathPattern path) {
        boolean meant = path.isNamed()
                && content.stream().anyMatch(part -> part.covers(path))
                && !content.contains(path.siblings());
        return meant ? Optional.empty() : first(content, path::overlaps);
    }

    private static Optional<PathPattern> first(List<PathPattern> paths, Predicate<PathPattern> condition) {
        return paths.stream().filter(condition).findFirst();
    }
}
