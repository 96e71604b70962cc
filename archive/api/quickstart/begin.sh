# One congress.
curl --fail --silent https://archive.example/api/v1/congresses/11/
echo

# Every page of a list: each names the next.
page='https://archive.example/api/v1/debates/?congress=11&page_size=10'
while [ -n "$page" ]; do
    answer=$(curl --fail --silent "$page")
    echo "$answer"
    page=$(echo "$answer" | sed -n 's/.*"next":"\([^"]*\)".*/\1/p')
done

# Search.
curl --fail --silent --get https://archive.example/api/v1/search/ \
    --data-urlencode 'q=Lenin report' --data-urlencode 'type=debate'
