# The slots and the small files beside them, as decision 0024 has them: read and written by the launcher, read by `ting`. To be sourced,
# with LC_ALL=C, $slots (the directory of them), $run (one to work in) and $pem (the public key of releases).
# shellcheck shell=sh disable=SC2154,SC2034
most_manifest=1048576

release='([ab]) ([0-9a-f]{64}) ([1-9][0-9]{0,14}) ([0-9A-Za-z][0-9A-Za-z.+_-]{0,63})'
trial="$release ([0-9]{1,2}) ([0-9A-Za-z_-]{1,64})"
file='[0-9a-f]{64} (0|[1-9][0-9]{0,11}) (644|755) [0-9A-Za-z_+@-][0-9A-Za-z._+@/-]*'
told='[1-9][0-9]{0,14} [0-9A-Za-z_-]{1,64} (reverted|fallback|refused) ota\.[a-z]{1,40} [0-9A-Za-z.+_-]{1,64}'

# ---- the small files

# Replaces a small file whole: put NAME TEXT.
put() {
    rm -rf "${slots:?}/$1.new" && printf '%s\n' "$2" > "$slots/$1.new" && chmod 644 "$slots/$1.new" && sync "$slots/$1.new" &&
        mv -fT "$slots/$1.new" "$slots/$1" && sync "$slots"
}

# Reads a pointer, whose one line is of that form: pointer NAME FORM. 1 when there is none, 2 when it is torn or tampered with.
pointer() {
    slot='' hash='' counter='' version=- tries='' id=-
    [ -e "$slots/$1" ] || [ -L "$slots/$1" ] || return 1
    [ -f "$slots/$1" ] && [ ! -L "$slots/$1" ] || return 2
    IFS= read -r line < "$slots/$1" || return 2
    [ "$(stat -c %s "$slots/$1")" -eq $((${#line} + 1)) ] || return 2
    printf '%s\n' "$line" | grep -qxE "$2" || return 2
    read -r slot hash counter version tries id << END
$line
END
}

# True when `committed` names the manifest of that hash.
is_committed() (pointer committed "$release" && [ "$hash" = "$1" ])

# What was reported so far; nothing where that is no file.
outcomes() ([ -f "$slots/outcomes" ] && tail -n 99 "$slots/outcomes" 2> /dev/null)

# Adds to what the kiosk is to report: outcome ID WHAT CODE VERSION. What was said last is not said again at every start.
outcome() {
    said=$(outcomes | grep -xE "$told")
    last=$(printf '%s\n' "$said" | tail -n 1)
    [ "${last#* }" != "$*" ] || return 0
    number=${last%% *}
    put outcomes "${said:+$said
}$((${number:-0} + 1)) $*" || { say "$* cannot be told to the kiosk"; return 1; }
}

# Takes the trial back, or out of the way: what is not on disk then is done again at the next start.
drop_trial() {
    rm -rf "${slots:?}/trial"
    sync "$slots"
}

# ---- what is in a slot

# Is there room to work in, as in memory that others fill? Where there is none nothing is found out of a slot, and nothing is wrong with it.
has_room() {
    fault=ota.room
    head -c "$most_manifest" /dev/zero > "$run/room"; full=$?
    rm -f "$run/room"
    [ "$full" -eq 0 ] || { say "$run has no room"; return 1; }
}

# Verifies the release in $slot, $hash, $counter and $version name. Says in $fault what is wrong with it. Room that went meanwhile looks like damage.
check() {
    has_room && { looks_whole || { seen=$fault; has_room && fault=$seen; false; }; }
}
looks_whole() {
    fault=ota.damaged
    dir=$slots/$slot
    [ ! -L "$dir" ] && [ ! -L "$dir/MANIFEST" ] && [ ! -L "$dir/MANIFEST.sig" ] || return 1
    [ -d "$dir" ] && [ -f "$dir/MANIFEST" ] && [ -f "$dir/MANIFEST.sig" ] || return 1
    # One reading: what is verified is what is gone by.
    head -c $((most_manifest + 1)) "$dir/MANIFEST" > "$run/manifest" && head -c 65 "$dir/MANIFEST.sig" > "$run/signature" || return 1
    [ "$(stat -c %s "$run/manifest")" -le "$most_manifest" ] || return 1
    [ "$(openssl dgst -sha256 -r < "$run/manifest")" = "$hash *stdin" ] || return 1
    fault=ota.unsigned
    [ "$(stat -c %s "$run/signature")" -eq 64 ] || return 1
    timeout 60 openssl pkeyutl -verify -pubin -inkey "$pem" -rawin -in "$run/manifest" -sigfile "$run/signature" > /dev/null 2>&1 || return 1
    fault=ota.damaged
    [ "$(head -n 3 "$run/manifest")" = "# ting-release 1
# version $version
# counter $counter" ] || return 1
    tail -n +8 "$run/manifest" > "$run/files"
    ! { grep -qvxE "$file" "$run/files" || grep -qF .. "$run/files"; } || return 1
    grep -qE ' 755 bin/ting$' "$run/files" || return 1
    # Names, sizes and modes, that there is nothing else, and no link.
    sed -E 's|^[^ ]* ([^ ]*) ([^ ]*) |\1 \2 f:|' "$run/files" | sort > "$run/wanted"
    (cd "$dir" && timeout 60 find . -mindepth 1 \( -type d ! -empty -o -path ./MANIFEST -o -path ./MANIFEST.sig \) \
        -o -printf '%s %m %y:%P\n') | head -c $((4 * most_manifest)) | sort > "$run/found"
    # A stick formatted as sticks come gives all files one mode. Not in a slot: $foreign is for `ting` to set.
    [ -z "${foreign:-}" ] || [ "$(cut -d ' ' -f 2 "$run/found" | sort -u | wc -l)" -ne 1 ] || sed -i -E 's/ [0-7]+ / - /' "$run/wanted" "$run/found"
    cmp -s "$run/wanted" "$run/found" || return 1
    sed -E 's|^([^ ]*) [^ ]* [^ ]* |\1 *./|' "$run/files" > "$run/wanted"
    (cd "$dir" && cut -d '*' -f 2 "$run/wanted" | timeout 300 xargs -d '\n' openssl dgst -sha256 -r) > "$run/found" 2> /dev/null
    cmp -s "$run/wanted" "$run/found"
}
