module example.com/fire-drill

go 1.26
