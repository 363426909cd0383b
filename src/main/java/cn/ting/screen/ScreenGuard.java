package cn.ting.screen;

import cn.ting.visit.Visits;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Lets only the page that holds the screen in, and only while a visit is in progress; everyone else is led to the idle
 * page, but for a technician's calls and a hall's board on a second display. Also counts every request as a touch and keeps pages out of every cache.
 */
@Provider
public class ScreenGuard implements ContainerRequestFilter, ContainerResponseFilter {

    static final String COOKIE = "ting-screen";

    private static final Set<String> WITHOUT_VISIT = Set.of("/", "/visit", "/visit/end", "/end", "/screen/events");
    /** No page leads there, and whoever calls it holds no screen and touches no visit. */
    private static final Pattern TECHNICIAN =
            Pattern.compile("/technician/(devices(/[a-z0-9-]{1,32}/(self-test|replenished))?|letters(/(requeue|moved))?)");

    /** A hall's board on a second display, which nobody touches. */
    private static final Pattern DISPLAY = Pattern.compile("/board/[a-z0-9][a-z0-9-]{0,63}(/events)?");

    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

    private final Screen screen;
    private final Visits visits;

    ScreenGuard(Screen screen, Visits visits) {
        this.screen = screen;
        this.visits = visits;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        URI uri = request.getUriInfo().getRequestUri();
        // A page elsewhere whose name was bent to this address (DNS rebinding) speaks under its own name.
        if (uri.getHost() == null || !THIS_MACHINE.contains(uri.getHost())) {
            request.abortWith(Response.status(421).build());
            return;
        }
        // A page elsewhere that leads here, such as one in a frame, would take the screen and end the visit.
        if ("cross-site".equals(request.getHeaderString("Sec-Fetch-Site"))) {
            request.abortWith(Response.status(Response.Status.FORBIDDEN).build());
            return;
        }
        String path = uri.getPath();
        if (path.equals("/") || path.equals("/busy") || TECHNICIAN.matcher(path).matches() || DISPLAY.matcher(path).matches()) {
            return;
        }
        Cookie cookie = request.getCookies().get(COOKIE);
        boolean holder = cookie != null && screen.isHeldBy(cookie.getValue());
        if (!holder || visits.current().isEmpty() && !WITHOUT_VISIT.contains(path)) {
            request.abortWith(toIdle(request, holder));
        } else if (!path.equals("/screen/events")) {
            visits.touch();
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        MultivaluedMap<String, Object> headers = response.getHeaders();
        headers.putSingle("Cache-Control", "no-store");
        headers.putSingle("Referrer-Policy", "same-origin");
    }

    /** A part of a page that asks for itself anew leads nowhere: by now the visit's end may be shown in its page's place. */
    private static Response toIdle(ContainerRequestContext request, boolean holder) {
        if (request.getUriInfo().getPath().endsWith("screen/events")) {
            // Led to a page, a page's ear would go round in a circle: it takes none. Nothing at all tells it to ask no more.
            return Response.noContent().build();
        }
        if (request.getHeaderString("HX-Request") == null) {
            return HomePages.see("/");
        }
        boolean part = holder && !"page".equals(request.getHeaderString("HX-Target"));
        return part ? Response.noContent().build() : Response.noContent().header("HX-Redirect", "/").build();
    }
}
